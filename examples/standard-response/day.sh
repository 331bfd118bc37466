#!/bin/sh
# A day of standard responses: `sh examples/standard-response/day.sh en /tmp/day`. README.md works its figures out.
. "$(dirname "$0")/../day.sh"

# Two days before, an e-mail: H is answered, and then nobody writes.
on 2026-10-26
lay_down standard-response
H=SR202610260001
# E2: name and contact of six customers, C1001 to C1006.
serial=1
for name in "$(say 'Zheng Wen' 郑文)" "$(say 'Feng Li' 冯丽)" "$(say 'Shen Yu' 沈宇)" "$(say 'Han Mei' 韩梅)" "$(say 'Luo Ping' 罗平)" "$(say 'Xie Jun' 谢军)"; do
    at 09:00 tickets --as wang customer add --name "$name" --phone "1391234000$serial" -q
    serial=$((serial + 1))
done
at 10:00 tickets --as wang new "$(say 'I complain: the wrong colour came' '投诉：颜色发错了')" --customer C1006 --channel email \
    -d "$(say 'Ordered blue, got red.' '订的蓝色，收到红色。')"
at 10:10 tickets --as liu accept $H
at 10:30 tickets --as liu reply $H --script number

on 2026-10-28
A=SR202610280001 B=SR202610280002 C=SR202610280003 K=SR202610280004 D=SR202610280005 E=SR202610280006 F=SR202610280007
G=SR202610280009 L=SR202610280010 J=SR202610280011

# E7 E9: the desk itself reminds of what ran out; a second tick finds nothing to do.
at 09:00 figure morning.csv columns number,did,clock,point,whom tickets tick --format csv
at 09:00 figure again.csv columns number,did,clock,point,whom tickets tick --format csv

# E1 E2: the telephone rings at 09:00:00 and is picked up after 20 seconds; the opening is at hand.
at 09:01 tickets --as wang new "$(say 'When does my refund arrive?' '退款什么时候到账？')" --customer C1001 --channel phone --team frontline --to wang \
    --product ORD-7001 -d "$(say 'I was charged twice for order 7001 and want to know when the money is back.' \
        '订单 7001 被扣了两次，想知道钱什么时候退回来。')" --at '2026-10-28 09:00:00' 2>"$place/said.txt"
# E3: `new` says what to tell the customer.
figure phrase.txt grep $A "$place/said.txt"
rm "$place/said.txt"
at 09:01 tickets --as wang accept $A --at '2026-10-28 09:00:20'
at 09:01 figure opening.txt tickets --as wang reply $A --script opening --preview
# E2: what every agent collects cannot be left out.
at 09:02 figure missing.txt objection refused 1 tickets --as wang new "$(say 'Something' '有问题')" --customer C1001 --channel phone
# E3: the number, in the standard phrase.
at 09:03 figure number.txt tickets --as wang reply $A --script number --preview
at 09:03 tickets --as wang reply $A --script number
# E5: verified answers come first; of these two only one is verified yet.
search() {
    tickets kb search "$(say 'refund paid' '退款 支付')" --category refund "$@" -q
}
at 09:04 figure suggested.txt tickets kb suggest $A --category refund -q
at 09:04 figure answers.txt search
at 09:04 figure verified.txt search --verified
# E6: a vague word is not sent; the standard answer with its steps is.
at 09:05 figure vague.txt objection refused 1 tickets --as wang reply $A -m "$(say 'It is probably there tomorrow.' '可能明天到账。')"
at 09:05 tickets --as wang reply $A --article refund-arrives
# E10: the result in the standard phrase, then the survey.
at 09:06 tickets --as wang reply $A --script result --set solution="$(say 'the refund arrives by 30 October.' '退款最迟10月30日到账。')"
at 09:07 tickets --as wang resolve $A -m "$(say 'Refund granted, told when it arrives.' '已退款，并告知到账时间。')"
at 09:08 tickets --as wang confirm $A --channel phone
at 09:08 tickets --as wang close $A

# E1: the next call is picked up after 45 seconds, and that is recorded as well.
at 09:11 tickets --as liu new "$(say 'The tablet does not start' '平板无法启动')" --customer C1002 --channel phone --team frontline --to liu \
    --product TAB-3 -d "$(say 'Black screen since last night.' '昨晚起黑屏。')" --at '2026-10-28 09:10:00'
at 09:11 tickets --as liu accept $B --at '2026-10-28 09:10:45'
at 09:12 tickets --as liu reply $B --script number
# E10: five minutes after the customer confirmed, the survey goes out by itself.
at 09:13 tickets tick
# E8: engineering works along, Liu stays the only contact; E6: the hand-over promises a time.
at 09:14 tickets --as liu involve $B --team tech --duty "$(say 'read the start log' '读取启动日志')" --until '2026-10-28 15:00'
at 09:15 figure hand-over.txt tickets --as liu reply $B --script hand-over --set team="$(say Engineering 技术部)" \
    --set step="$(say 'we read the start log of your tablet.' '读取您平板的启动日志。')" --preview
at 09:15 tickets --as liu reply $B --script hand-over --set team="$(say Engineering 技术部)" \
    --set step="$(say 'we read the start log of your tablet.' '读取您平板的启动日志。')"

at 09:20 figure owing.txt tickets list --where 'collaborating = tech' -q
# E2: what was collected of the two callers; lists have it masked.
at 09:20 figure collected.csv tickets list --all --where 'channel = phone' --sort created --columns number,name,contact,product,description --format csv

# E4 E7: the class, the priority and the handler of C follow from its words; the handler is reminded.
at 09:30 tickets --as wang survey respond $A --score efficiency=9 --score ability=8 --score attitude=10
at 09:30 tickets --as wang new "$(say 'Third time that the invoice is wrong' '发票第三次开错')" --customer C1003 --channel chat \
    -d "$(say 'The name is misspelt again.' '抬头又写错了。')"
at 09:31 figure reminder.csv columns number,did,clock,point,whom tickets tick --format csv
at 09:40 tickets --as liu accept $C
at 10:00 tickets --as liu reply $C -m "$(say 'The corrected invoice is with you by 15:00 today.' '更正后的发票今天15:00前送达。')"

# E5 E7 E11: the same kind of problem as B. Liu and He both look after faults; who carries less gets it.
at 10:30 tickets --as wang new "$(say 'The tablet shows an error and does not start' '平板报错，无法启动')" --customer C1005 --channel chat \
    --product TAB-3 -d "$(say 'Since this morning.' '今早开始。')"
at 10:31 tickets --as he accept $K
at 10:35 tickets --as he reply $K --article device-does-not-start

# E8: engineering has done its part.
at 11:00 tickets --as zhao 'done' $B --team tech -m "$(say 'The start partition is damaged; a reset mends it.' '启动分区损坏，重置即可修复。')"

# E9: what calls for an escalation: H is overdue, and C's customer complains again.
at 11:00 tickets --as liu receive $C -m "$(say 'Another wrong one just came. I complain again!' '刚收到的又错了，再次投诉！')"
at 11:00 tickets --as liu edit $C --tag again
at 11:05 figure to-escalate.txt tickets list --view escalate -q
at 11:10 tickets --as liu escalate $C --reason "$(say 'second complaint about the same' '客户就同一问题再次投诉')" \
    --progress "$(say 'two invoices sent, both wrong' '已开两次发票，均有误')" --demand "$(say 'right invoice today, an apology' '当日给出正确发票并致歉')" --to ma
at 11:12 tickets --as liu escalate $H --reason "$(say 'overdue since yesterday' '昨日已超时')" \
    --progress "$(say 'blue one ordered' '已订蓝色')" --demand "$(say 'exchange' 换货)" --to ma
at 11:15 figure requests.txt tickets list --view requests -q
at 11:16 figure no-supervisor.txt objection refused 1 tickets --as liu approve $C
at 11:20 tickets --as qian reject $H --reason "$(say 'the blue one leaves today' '蓝色今日发出')"
at 11:20 tickets --as qian approve $C --note "$(say 'Ma calls by 13:20' '马丽13:20前致电客户')"
# E6: the solution in numbered steps.
at 11:20 tickets --as liu reply $B --script steps --set first="$(say 'Hold volume and power for 20 seconds.' '同时按住音量键和电源键20秒。')" \
    --set second="$(say 'Choose Reset.' '选择“重置”。')" --set check="$(say 'the start screen appears.' '出现开机画面。')"
at 11:25 tickets --as liu wait $B --for customer --reason "$(say 'tries it at home' '客户回家后操作')"
at 11:25 tickets --as ma accept $C
at 11:30 tickets --as he resolve $K -m "$(say 'It starts since it was charged.' '充电后已能启动。')"
at 11:30 tickets --as liu reply $H -m "$(say 'The blue one leaves today and arrives on 30 October.' '蓝色今日发出，10月30日送达。')"
at 11:35 tickets --as he confirm $K --channel chat
at 11:36 tickets --as he close $K
at 11:45 tickets tick
at 11:50 tickets --as he survey respond $K --score efficiency=8 --score ability=8 --score attitude=9
at 11:55 tickets --as ma reply $C --script escalated --set plan="$(say 'I write the invoice myself.' '由我亲自开具发票。')" \
    --set until="$(say '15:00 today' '今日15:00')"

# E9: many customers are affected: three report the same. E7: the load decides each time.
at 14:00 tickets --as liu resolve $H -m "$(say 'The blue one was sent.' '蓝色已发出。')"
at 14:00 tickets --as liu new "$(say 'Sign in shows an error' '登录报错')" --customer C1004 --channel email -d "$(say 'Code 17.' '代码 17。')"
at 14:03 tickets --as he accept $D
at 14:04 tickets --as he reply $D --script number
at 14:05 tickets --as liu new "$(say 'Error at sign in' '无法登录')" --customer C1005 --channel email -d "$(say 'Code 17.' '代码 17。')"
at 14:06 tickets --as liu accept $E
at 14:07 tickets --as liu reply $E --script number
at 14:10 tickets --as liu new "$(say 'I cannot sign in' '登录不了')" --customer C1002 --channel social -d "$(say 'Code 17.' '代码 17。')"
at 14:10 tickets --as qian confirm $H --channel email
at 14:11 tickets --as he accept $F
at 14:12 tickets --as he reply $F --script number
at 14:12 tickets --as liu close $H
at 14:13 tickets --as liu link $D --kind same --to $E
at 14:13 tickets --as liu link $D --kind same --to $F
at 14:14 figure loads.txt sed -n "s/.*did: assigned.*to: \([a-z]*\), note: '*\([^']*\)'*}/\1: \2/p" archive/2026/10/$K-* tickets/$D-* tickets/$E-* tickets/$F-*
at 14:14 figure affected.txt tickets list --view escalate -q
# The desk moves it up by itself, and reminds whoever gets it.
at 14:20 figure many.csv columns number,did,clock,point,whom tickets tick --format csv
at 14:25 tickets --as ma accept $D
at 14:30 tickets --as ma reply $D --script escalated --set plan="$(say 'the sign-in server is restarted.' '重启登录服务。')" \
    --set until="$(say '15:30 today' '今日15:30')"
# E8: the agent tells the other two customers, in one go; their tickets go into the main one.
printf '%s\n' $E $F >others.txt
at 14:35 tickets --as liu reply - -m "$(say 'Sign-in works again by 15:30 today.' '登录今日15:30前恢复。')" <others.txt
rm others.txt
at 14:40 tickets --as qian merge $E $F --into $D --reason "$(say 'same cause' '同一原因')"

# E10: C and D are told the result.
at 14:58 tickets --as ma reply $C --script result --set solution="$(say 'the right invoice is in your mailbox.' '正确的发票已发至您的邮箱。')"
at 15:00 tickets --as ma resolve $C -m "$(say 'Invoice written by hand.' '已人工开具发票。')"
at 15:00 tickets --as wang new "$(say 'Please add a dark theme' '建议增加深色模式')" --customer C1001 --channel social -d "$(say 'For the evening.' '晚上用。')"
at 15:01 tickets tick
at 15:10 tickets --as ma confirm $C --channel phone
at 15:12 tickets --as ma close $C
at 15:20 tickets tick
at 15:28 tickets --as ma reply $D --script result --set solution="$(say 'sign-in works again.' '登录已恢复。')"
at 15:30 tickets --as ma resolve $D -m "$(say 'Sign-in server restarted.' '已重启登录服务。')"
at 15:30 tickets --as liu receive $B -m "$(say 'It starts again, thank you.' '可以启动了，谢谢。')"
at 15:40 tickets --as liu reply $B --script result --set solution="$(say 'the tablet starts after the reset.' '重置后平板可正常启动。')"
at 15:40 tickets --as ma confirm $D --channel email
at 15:41 tickets --as ma close $D
at 15:42 tickets --as liu resolve $B -m "$(say 'Reset the start partition.' '已重置启动分区。')"
at 15:45 tickets --as liu confirm $B --channel phone
at 15:45 tickets tick
at 15:46 tickets --as liu close $B
at 15:50 tickets tick
at 16:00 tickets --as liu survey respond $B --score efficiency=7 --score ability=9 --score attitude=8
at 16:30 tickets --as liu survey respond $C --score efficiency=4 --score ability=9 --score attitude=9

# E4: urgent at once: the second line gets it, the supervisor is told.
at 16:30 tickets --as wang new "$(say 'Nobody can pay' '所有人都付不了款')" --customer C1003 --channel chat -d "$(say 'In all branches.' '各门店均如此。')"
at 16:33 tickets --as ma accept $G
at 16:34 tickets --as ma reply $G -m "$(say 'We see it, too; the next news is at 17:15.' '我们已确认，17:15再次通报。')"
# E4: whatever is none of the other classes.
at 16:40 tickets --as wang new "$(say 'Where is your office?' '请问公司地址在哪里？')" --type other --customer C1004 --channel chat -d "$(say 'Wants to come by.' '想上门咨询。')"
at 16:41 tickets --as wang accept $L
at 16:42 tickets --as wang reply $L -m "$(say '5 Harbour Road, on weekdays until 18:00.' '海港路5号，工作日18:00前均可。')"
at 16:45 tickets --as wang resolve $L -m "$(say 'Told the address.' '已告知地址。')"
at 16:47 tickets --as wang confirm $L --channel chat
at 16:48 tickets --as wang close $L
# E7: nobody has taken the suggestion within an hour; the lead is told.
at 17:00 figure evening.csv columns number,did,clock,point,whom tickets tick --format csv

# E4 E7: class, priority, team and handler of all.
at 17:05 figure classes.csv tickets list --all --sort created --columns number,type,category,priority,team,assignee --format csv
# E9: the customer of H complains again within a week, about what came of it: the ticket moves up as it is opened.
at 17:10 tickets --as liu new "$(say 'I complain again: the blue one is scratched' '再次投诉：蓝色的有划痕')" --customer C1006 --channel email \
    -d "$(say 'A scratch across the lid.' '盖子上有一道划痕。')"
at 17:10 figure again-complained.csv tickets list --view escalate --columns number,team,assignee,tags,earlier,overdue --format csv
at 17:12 tickets --as ma accept $J
at 17:40 tickets --as ma reply $J --script escalated --set plan="$(say 'a new one is sent to you.' '为您补发一件新的。')" \
    --set until="$(say '12:00 tomorrow' '明日12:00')"

# E5: once the other answer is found right, too, the better hit comes first.
at 17:50 tickets --as ma kb verify refund-by-voucher
at 17:50 figure answers-verified.txt search

# E1 E4 E7 E9: what was promised and kept.
at 18:00 figure kept.csv columns clock,count,met,missed,overdue,running tickets report sla --format csv
at 18:00 figure picked-up-late.csv columns number,elapsed,target tickets report sla --tickets --clock pick_up --state missed --format csv
at 18:00 figure responded.csv columns number,clock,priority,state,elapsed,target tickets report sla --tickets --format csv
grep -E "^(number|[^,]*,(urgent|first|low)_response),.*(state|met|missed|running)," "$figures/responded.csv" >"$place/responded" && mv "$place/responded" "$figures/responded.csv"
at 18:00 figure escalated.csv columns number,elapsed,target tickets report sla --tickets --clock escalated_contact --state met --format csv
# E5: which standard answers helped.
at 18:00 figure knowledge.csv columns article,used,tickets,helped,answered,average tickets report knowledge --format csv
# E10: the survey, on the desk's own scale.
at 18:00 figure survey.csv columns dimension,answered,sent,csat_part,csat_whole,average tickets report satisfaction --format csv
# E11: the same kind of problem: by whom, how alike, in what time.
at 18:00 figure kinds.csv columns category,clock,count,met,missed,median,mean tickets report sla --by category --format csv
grep -E '^(category|[a-z]*,(resolution|time-to-first-resolution)),' "$figures/kinds.csv" >"$place/kinds" && mv "$place/kinds" "$figures/kinds.csv"
at 18:00 figure hands.csv columns category,assignee,count,resolved tickets report volume --by category,assignee --format csv
at 18:00 figure handled.csv columns category,assignee,number,state,elapsed tickets report sla --tickets --clock resolution --format csv
