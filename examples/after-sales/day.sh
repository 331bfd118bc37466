#!/bin/sh
# Days at the after-sales service: `sh examples/after-sales/day.sh en /tmp/day`. README.md works the figures out.
. "$(dirname "$0")/../day.sh"
on 2026-09-15
lay_down after-sales

# --- September: two reports, for the month before ---------------------------------------------------------

# D3: customers with whole names and numbers; git sees them masked. They say how they want to be answered (D11).
at 09:00 tickets --as lin customer add --name "$(say 'Zhou Min' 周敏)" --phone 13812345678 --region east --channel phone
at 09:00 tickets --as lin customer add --name "$(say 'Wu Qiang' 吴强)" --phone 13987654321 --region north --channel chat
at 09:00 tickets --as lin customer add --name "$(say 'Chen Hua' 陈华)" --phone 13711112222 --region east --channel email

at 09:00 tickets --as lin new "$(say 'The battery runs flat after 10 km' '电池续航只有10公里')" --customer C1003 --channel phone \
    --product S1 -d "$(say 'Bought in August; batch B2608.' '8月购买，批次B2608。')"
at 09:30 tickets --as he accept 202609-001
at 09:40 tickets --as he reply 202609-001 --script handling --set step="$(say 'a new battery is sent on 16 September' '9月16日寄出新电池')"
on 2026-09-16
at 09:30 tickets --as he progress 202609-001 --done "$(say 'The new battery was sent.' '新电池已寄出。')" --eta '2026-09-17 11:00'
at 10:00 tickets --as lin new "$(say 'Late delivery: the order has not arrived' '配送延迟，还没送到')" --customer C1002 --channel email \
    --product S2 -d "$(say 'Promised for 14 September.' '承诺9月14日送达。')"
at 11:00 tickets --as zhou accept 202609-002
at 11:10 tickets --as zhou reply 202609-002 --script handling --set step="$(say 'the courier delivers today at 15:00' '快递今天15:00送达')"
at 16:00 tickets --as zhou resolve 202609-002 -m "$(say 'Delivered at 15:20.' '15:20已送达。')"
on 2026-09-17
at 10:00 tickets --as lin survey respond 202609-002 --score overall=5 --channel phone
at 10:05 tickets --as lin close 202609-002
at 11:00 tickets --as he resolve 202609-001 -m "$(say 'The battery was changed.' '已更换电池。')"
at 15:00 tickets --as lin survey respond 202609-001 --score overall=4 --channel phone
at 15:05 tickets --as lin close 202609-001

# --- 28 October: the day ------------------------------------------------------------------------------------
on 2026-10-28
# ticked 10:20: what has run out since the last time, and who was told.
echo at,number,did,clock,point,whom >"$figures/ticked.csv"
ticked() {
    at "$1" columns at,number,did,clock,point,whom tickets tick --format csv | tail -n +2 >>"$figures/ticked.csv"
}

# D5: what the form must say is asked for by name.
figure missing.txt objection refused 1 at 09:00 tickets --as lin new "$(say 'It does not start' '无法启动')"
# D1 D2 D4 D6 D7: by phone; the keywords make it a fault report of the repair department.
at 09:00 tickets --as lin new "$(say 'The e-bike does not start' '电动车无法启动')" --customer C1001 --channel phone \
    --product S1 -d "$(say 'Nothing happens when the key is turned.' '拧钥匙后没有任何反应。')"
# D5: danger makes it critical, and the manager on duty is told at once.
at 09:10 tickets --as lin new "$(say 'The battery smokes while it charges' '电池充电时冒烟')" --customer C1002 --channel chat \
    --product S1 -d "$(say 'Batch B2608; unplugged now.' '批次B2608，已拔下插头。')"
# D7 D8: it is taken at once; the quality department works along with a duty and a deadline.
at 09:15 tickets --as he accept 202610-002
at 09:20 tickets --as he reply 202610-002 -m "$(say 'Keep the battery outside; He Jun fetches it at 11:00.' '请把电池放在室外，何军11:00上门取走。')"
at 09:20 tickets --as lin new "$(say 'Late delivery of a charger' '充电器配送延迟')" --customer C1003 --channel email \
    --product S2 -d "$(say 'Ordered on 20 October.' '10月20日下单。')"
at 09:25 tickets --as he involve 202610-002 --team quality --to ma --duty "$(say 'check batch B2608' '检查批次B2608')" --until 15:00
at 09:30 tickets --as lin new "$(say 'Refund for a returned charger' '充电器已退回，要求退款')" --customer C1001 --channel social \
    --product S2 -d "$(say 'Sent back on 19 October.' '10月19日寄回。')"
at 10:00 tickets --as he accept 202610-001
at 10:05 tickets --as lin new "$(say 'My bike still does not start' '车还是无法启动')" --customer C1001 --channel product \
    --product S1 -d "$(say 'As I said this morning.' '今早已反馈过。')"
# D16: the same customer's same problem counts once; the second report goes to the first.
at 10:08 tickets --as lin merge 202610-005 --into 202610-001 --reason "$(say 'the same bike' '同一辆车')"
at 10:10 tickets --as he reply 202610-001 --script handling --set step="$(say 'a technician calls on 29 October at 09:30' '技术人员10月29日9:30上门')"
# D9: vague wording is pointed out; the plan is then concrete.
say "We repair it as soon as possible." "我们会尽快处理。" >../draft.txt
figure vague.txt objection refused 3 at 10:15 tickets --as he wording check ../draft.txt
rm ../draft.txt
at 10:20 tickets --as he plan 202610-001 --kind fix --until '2026-10-29 18:00' -m "$(say 'He Jun changes the controller on 29 October.' '何军10月29日更换控制器。')"
# D7 D8 D9: what runs out is told, and what a department did not take in 2 hours goes to its head.
ticked 10:20
at 10:30 tickets --as gao accept 202610-004
at 10:30 tickets --as lin new "$(say 'No instructions in the parcel' '包裹里没有说明书')" --customer C1002 --channel phone \
    --product S2 -d "$(say 'Wants a printed copy.' '希望补寄一份。')"
ticked 10:31
# D6: an agent corrects what the keywords made of it, and hands it to the right department.
at 10:40 tickets --as lin classify 202610-006 --set type=request --set category=request/parts --reason "$(say 'wants a printed copy sent' '要求补寄纸质说明书')"
at 10:41 tickets --as lin transfer 202610-006 --team logistics --reason "$(say 'to be sent' '需补寄')"
at 10:45 tickets --as gao reply 202610-004 --script handling --set step="$(say 'the returned charger is checked today' '今天完成退货检验')"
ticked 10:57
at 11:00 tickets --as he progress 202610-002 --done "$(say 'The battery was fetched.' '电池已取回。')" --next "$(say 'hand over a new one' '交付新电池')" --eta 12:00
at 11:00 tickets --as zhou accept 202610-006
at 11:05 tickets --as zhou reply 202610-006 --script handling --set step="$(say 'the manual is sent today' '今天寄出说明书')"
# D10: exactly 3 working days more may be asked for; the head says no.
at 11:10 tickets --as zhou extend 202610-006 --clock resolution --until '2026-11-09 10:30' --reason "$(say 'it has to be printed' '需要印制')"
ticked 11:21
ticked 11:21
at 11:30 tickets --as sun reject 202610-006 --reason "$(say 'ten copies are on shelf 4' '4号货架上有10份')"
at 11:30 tickets --as sun accept 202610-003
at 11:30 tickets --as ma 'done' 202610-002 -m "$(say 'Batch B2608 has a faulty cell; its sale is stopped.' '批次B2608电芯不良，已停售。')"
# D15: the cause is marked on what it explains, in the archive too.
at 11:35 tickets --as ma edit 202609-001 202610-002 --tag B2608
at 11:40 tickets --as sun reply 202610-003 --script handling --set step="$(say 'the courier delivers on 29 October at 10:00' '快递10月29日10:00送达')"
at 11:40 tickets --as zhou resolve 202610-006 -m "$(say 'The manual was sent.' '说明书已寄出。')"
# D4: a question, about a service; it stays with the customer service.
at 11:45 tickets --as lin new "$(say 'How do I move my appointment?' '上门预约怎么用？想改时间')" --customer C1003 --channel wechat \
    --product V1 -d "$(say 'The visit of 2 November does not suit me.' '11月2日不方便。')"
at 11:46 tickets --as lin accept 202610-007
at 11:50 tickets --as he resolve 202610-002 -m "$(say 'A battery of another batch was handed over.' '已更换其他批次电池。')" --evidence "$(say 'charged twice without heat' '两次充电无发热')"
at 11:50 tickets --as lin reply 202610-007 -m "$(say 'Choose "Visits" and then "Another day".' '请在“上门服务”中选择“改期”。')"
at 11:55 tickets --as lin resolve 202610-007 -m "$(say 'Told how to move it.' '已告知改期方法。')"
at 14:00 tickets --as gao progress 202610-004 --done "$(say 'The charger passed the check.' '退货检验合格。')" --eta 15:30
at 15:30 tickets --as gao resolve 202610-004 -m "$(say 'The money was sent: reference 88231.' '已退款，流水号88231。')"

# D11: the result notice, with who served and the masked number, on the channel that the customer chose.
figure notice.txt at 15:31 tickets --as gao reply 202610-004 --script result --set solution="$(say 'the money was sent back' '款项已退回')" --preview
at 15:31 tickets --as gao reply 202610-004 --script result --set solution="$(say 'the money was sent back' '款项已退回')"
figure notice-channel.txt awk '/did: replied/ { said = 1 } said && /channel:/ { print $2; said = 0 }' tickets/202610-004-*.yaml

# D12: neutral: the loop stays open.
at 16:00 tickets --as lin survey respond 202610-002 --score overall=3 --comment "$(say 'I was frightened.' '受到惊吓。')" --channel phone

# D17: the registration form of the day, as a table. D3: what git has of the customers.
figure register.csv at 18:00 tickets list --view register --format csv
figure customers.csv at 18:00 tickets customer list --masked --columns id,name,phone,region --format csv

# --- 29 October to 5 November -------------------------------------------------------------------------------
# For all five desks: whoever reviews reads what was done, act by act, in git. From here on every command commits.
git init -q
git config user.name "$(say 'After-sales service' 售后服务)"
git config user.email service@example.com
at 18:00 tickets git setup >"$place/setup.txt"
rm "$place/setup.txt"
echo 'commit: auto' >>desk.yaml
git add --all
git commit -q -m "$(say 'Until 28 October' '截至10月28日')"

on 2026-10-29
at 09:00 tickets --as lin survey respond 202610-004 --score overall=4 --channel phone
at 09:05 tickets --as lin close 202610-004
at 10:00 tickets --as lin survey respond 202610-006 --score overall=5 --channel phone
at 10:00 tickets --as he progress 202610-001 --done "$(say 'The controller was ordered.' '控制器已下单。')" --eta '2026-11-04 10:00'
at 10:05 tickets --as lin close 202610-006
# D12: very dissatisfied. Closing it does not end the promise of a second follow-up.
at 10:30 tickets --as lin survey respond 202610-007 --score overall=1 --comment "$(say 'There is no such button!' '根本没有这个按钮！')" --channel phone
at 10:35 tickets --as lin close 202610-007
# D10: more time needs a reason and the head; a request changes nothing, and 3 working days are the most.
figure too-long.txt objection refused 1 at 11:00 tickets --as he extend 202610-001 --clock resolution --until '2026-11-06 18:01' --reason "$(say 'the part comes from abroad' '配件从国外调拨')"
at 11:05 tickets --as he extend 202610-001 --clock resolution --until '2026-11-05 18:00' --reason "$(say 'the part comes on 4 November' '配件11月4日到货')"
figure due-requested.csv rows resolution columns number,clock,state,due at 11:10 tickets due --format csv
figure no-head.txt objection refused 1 at 11:30 tickets --as wang approve 202610-001
# D9 D10 D12: the head is told of the request, the handlers of a second follow-up and of a progress that is missing.
ticked 11:31
at 14:00 tickets --as chen approve 202610-001 --note "$(say 'agreed with the customer' '已与客户协商')"
git show --format= HEAD >"$place/patch.txt"
figure patch.txt awk '/^[+-]- /' "$place/patch.txt"
rm "$place/patch.txt"
figure due-approved.csv rows resolution columns number,clock,state,due at 14:10 tickets due --format csv
at 14:15 tickets --as he reply 202610-001 --script extension --set reason="$(say 'a part comes on 4 November' '配件11月4日到货')"
at 15:00 tickets --as sun progress 202610-003 --done "$(say 'The parcel is lost; another one was sent.' '包裹遗失，已重新发出。')" --eta '2026-11-03 18:00'

on 2026-10-30
ticked 09:00
at 10:00 tickets --as he progress 202610-001 --done "$(say 'The part is on its way.' '配件运输中。')" --eta '2026-11-04 10:00'
at 10:00 tickets --as sun progress 202610-003 --done "$(say 'It left the depot.' '已离开仓库。')" --eta '2026-11-03 18:00'
# D12: the second follow-up within 48 hours, recorded; also of a ticket that is closed.
at 15:00 tickets --as wang follow-up 202610-002 --channel phone -m "$(say 'Apologised; the warranty is a year longer.' '已致歉，延长一年保修。')"
at 15:05 tickets --as wang close 202610-002
on 2026-10-31
at 10:00 tickets --as wang follow-up 202610-007 --channel phone -m "$(say 'Moved the visit to 4 November for her.' '已代为改期至11月4日。')"
on 2026-11-02
at 10:00 tickets --as he progress 202610-001 --done "$(say 'The part is at customs.' '配件清关中。')" --eta '2026-11-04 10:00'
at 10:00 tickets --as sun progress 202610-003 --done "$(say 'It is in the city.' '已到本市。')" --eta '2026-11-03 18:00'
on 2026-11-03
at 10:00 tickets --as he progress 202610-001 --done "$(say 'The part is in the city.' '配件已到本市。')" --eta '2026-11-04 10:00'
at 10:00 tickets --as sun progress 202610-003 --done "$(say 'The courier has it.' '派送中。')" --eta '2026-11-04 10:00'
ticked 10:05
on 2026-11-04
ticked 09:21
at 10:00 tickets --as he resolve 202610-001 -m "$(say 'The controller was changed.' '已更换控制器。')"
at 10:00 tickets --as sun resolve 202610-003 -m "$(say 'Delivered at 09:50.' '9:50已送达。')"
on 2026-11-05
at 09:00 tickets --as lin survey respond 202610-001 --score overall=5 --channel phone
at 09:05 tickets --as lin close 202610-001
at 09:30 tickets --as lin survey respond 202610-003 --score overall=2 --comment "$(say 'Two weeks for a charger!' '一个充电器等了两周！')" --channel phone

# For all five desks: the whole history of a ticket, and what happened since the evening before.
figure log.csv columns at,by,did at 10:00 tickets log 202610-001 --format csv
figure morning.csv rows '^number|^2026' columns number,at,by,did at 10:00 tickets diff HEAD~3 --format csv

# --- D13 D14 D15 D16: the figures of the month ----------------------------------------------------------------
report() {
    at 10:00 tickets report "$@" --format csv
}
figure volume-by-type.csv columns type,count,share,distinct,distinct_share,resolved report volume --month 2026-10 --by type
figure problems.csv columns category,count,share,distinct report volume --month 2026-10 --by category --top 5
figure volume-by-channel.csv columns channel,count report volume --month 2026-10 --by channel
figure volume-by-region.csv columns region,count,distinct report volume --month 2026-10 --by region
figure volume-by-owner.csv columns assignee,count,resolved report volume --since 2026-10-28 --until 2026-10-28 --by assignee
figure north-by-product.csv columns product,count,share report volume --month 2026-10 --where 'region = north' --by product
figure volume-by-day.csv columns day,count report volume --by day
figure volume-by-week.csv columns week,count report volume --by week
figure causes.csv columns month,product,category,count,distinct report volume --by month,product,category
figure batch.csv columns month,category,count report volume --where 'tags = B2608' --by month,category
figure handling.csv rows 'clock|time-to-full' columns month,clock,count,median,p90,mean report sla --by month
figure on-time.csv rows 'acceptance|,resolution' columns team,clock,count,met,missed,attainment report sla --month 2026-10 --by team
figure promises.csv columns number,clock,state,elapsed,target report sla --month 2026-10 --tickets
figure satisfaction.csv rows '^month|,overall,' columns month,dimension,answered,csat,average report satisfaction --by month
figure keywords.csv rows '^row|^rule,(usage|parts|power),|^library,,(usage|parts|power),' \
    columns row,rule,library,count,corrected,missed,accuracy,coverage report classification --month 2026-10
figure words.csv rows '^row|^keyword,[^,]*,[^,]*,[1-9]' columns row,library,keyword,count,corrected,accuracy report classification --month 2026-10
