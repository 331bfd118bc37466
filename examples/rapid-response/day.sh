#!/bin/sh
# A day of rapid response: `sh examples/rapid-response/day.sh en /tmp/day`. README.md works its figures out.
. "$(dirname "$0")/../day.sh"
on 2026-10-27
lay_down rapid-response

# ticked 09:01: what the desk does by itself at that time.
ticked() {
    columns number,did,clock,point,whom,priority,title,expected at "$1" tickets tick --format csv | awk -v at="$1" 'NR > 1 { print at "," $0 }' >>"$figures/ticked.csv"
}
echo "at,number,did,clock,point,whom,priority,title,expected" >"$figures/ticked.csv"

# B2: the customer's reference; git sees name and contacts masked.
at 08:55 tickets --as min customer add --name "$(say 'Hua Yun Ltd' 华云公司)" --phone 13812345678 --tier gold
at 08:55 tickets --as min customer add --name "$(say 'Bei Chen Ltd' 北辰公司)" --phone 13987654321

# B1 B2 B3 B4: a customer reports by phone. The words bring the category, the wide impact makes it urgent.
at 09:00 tickets --as min new "$(say 'Payment interface times out for all users' '支付接口超时，所有用户无法付款')" --source customer \
    --channel phone --customer C1001 --occurred 08:50 --scope "$(say '10% of users' '10%的用户')" --expected 12:00 \
    --steps "$(say '1. Order. 2. Pay by card. 3. "System busy".' '1. 下单 2. 银行卡支付 3. 提示“系统繁忙”')" \
    -d "$(say 'Since 08:50 every payment by card fails.' '8:50起银行卡支付全部失败。')"
# B5 B6: the lead and the person on call are told; the handler is reminded with summary, urgency and what the customer wants.
ticked 09:01
figure reminded.csv at 09:01 tickets list --where 'assignee = zhao and status = assigned' --columns number,title,priority,expected,description --format csv
# B4: the supervisor confirms the first level; the lead the second, and the handler.
figure unconfirmed.csv at 09:02 tickets list --view unconfirmed --columns number,category,assignee --format csv
at 09:02 tickets --as wang classify CS202610270001 --confirm
at 09:03 tickets --as li classify CS202610270001 --confirm
at 09:04 tickets --as zhao accept CS202610270001
at 09:05 tickets --as min reply CS202610270001 -m "$(say 'Zhao Lei is on it; you have the finding by 10:00.' '赵磊正在处理，10:00前告知初步结论。')"

# B1: monitoring tells of an anomaly with its time, type and scope. B6: its handler declines, with a reason.
cat >"$place/alert.json" <<'ALERT'
{"type": "DeadlockRate", "summary": "Database deadlocks 数据库死锁", "description": "12 in 5 minutes",
 "scope": "2 of 9 shards", "started": "2026-10-27T09:05:00+08:00", "severity": "major"}
ALERT
at 09:10 tickets new --from-alert "$place/alert.json"
rm "$place/alert.json"
ticked 09:11
at 09:12 tickets --as wang classify CS202610270002 --confirm
at 09:13 tickets --as li classify CS202610270002 --confirm
at 09:20 tickets --as dong decline CS202610270002 --reason "$(say 'at a customer until noon' '上午在客户现场')"
# B6: it goes back to the supervisor, who is told.
ticked 09:21
figure pool.csv at 09:22 tickets pool --team tech --format csv
at 09:25 tickets --as wang assign CS202610270002 --to han --note "$(say 'Dong Xue is away' '董雪外出')"
ticked 09:26
at 09:35 tickets --as han accept CS202610270002

# B7 B8 B9: the finding, the plan, the news of every hour.
at 09:40 tickets --as zhao analyse CS202610270001 -m "$(say 'The gateway refuses the certificate of the bank.' '网关拒绝银行新证书。')"
at 09:50 tickets --as zhao plan CS202610270001 --kind fix --until 11:30 -m "$(say 'Zhao Lei installs the certificate by 11:30.' '赵磊11:30前安装证书。')"
at 10:00 tickets --as zhao progress CS202610270001 --done "$(say 'The certificate is here.' '已取得证书。')" --next "$(say 'test it' '测试')" --eta 11:30

# B1 B8: a colleague hands a wish over; it goes into an iteration, whose owner is a product manager.
at 10:00 tickets --as sun new "$(say 'Please add an export of the statement' '希望增加对账单导出')" --source internal --customer C1002 \
    --channel email -d "$(say 'For the end of the month.' '月末对账使用。')"
ticked 10:01
at 10:10 tickets --as qian accept CS202610270003
at 10:12 tickets --as wang classify CS202610270003 --confirm
at 10:12 tickets --as qian classify CS202610270003 --confirm
# B2: a report that is not clear is clarified within 10 minutes.
at 10:20 tickets --as min new "$(say 'It is not right' '不对劲')" --source customer --channel chat --customer C1001 --tag unclear \
    -d "$(say 'Says that something is wrong since yesterday.' '称昨天起不对劲。')"
at 10:23 tickets --as min reply CS202610270004 --script clarify --set question="$(say 'which page is it?' '是哪个页面？')"
at 10:28 tickets --as min receive CS202610270004 -m "$(say 'The page of the statement stays blank.' '对账单页面白屏。')"
at 10:29 tickets --as wang classify CS202610270004 --set category=technical/frontend --reason "$(say 'a blank page' '页面白屏')"
at 10:30 tickets --as wang assign CS202610270004 --team tech
at 10:30 tickets --as li classify CS202610270004 --confirm --to han
at 10:30 tickets --as han analyse CS202610270002 -m "$(say 'A patch of the supplier is missing.' '缺少供应商补丁。')"
ticked 10:31
at 10:40 tickets --as han plan CS202610270002 --kind external -m "$(say 'The supplier delivers the patch by 14:00.' '供应商14:00前提供补丁。')"
at 10:45 tickets --as han wait CS202610270002 --for vendor --until 14:00 --reason "$(say 'the patch' '等待补丁')"
ticked 10:46
at 10:50 tickets --as han accept CS202610270004
at 10:50 tickets --as zhao progress CS202610270001 --done "$(say 'The test passed.' '测试通过。')" --next "$(say 'install it' '安装')" --eta 11:30
at 11:00 tickets --as qian analyse CS202610270003 -m "$(say 'The data is there; only the form is missing.' '数据已有，缺导出功能。')"
refusal 1 at 11:05 tickets --as qian plan CS202610270003 --kind iteration --to zhao --until 2026-11-13 \
    -m "$(say 'Release 4.3.' '4.3版本。')"
at 11:05 tickets --as qian plan CS202610270003 --kind iteration --to qian --until 2026-11-13 -m "$(say 'Release 4.3 of 13 November has it.' '11月13日发布的4.3版本提供。')"

# B12: the solution, not without test result and evidence; the lead sends it back, then approves it.
refusal 1 at 11:20 tickets --as zhao resolve CS202610270001 -m "$(say 'The certificate is installed.' '证书已安装。')"
at 11:20 tickets --as zhao resolve CS202610270001 -m "$(say 'The certificate is installed.' '证书已安装。')" --evidence "$(say '20 of 20 payments on one server' '一台服务器20笔支付全部成功')"
at 11:30 tickets --as li send-back CS202610270001 --reason "$(say 'test both servers' '两台服务器都要测试')" --until 12:00
at 11:50 tickets --as zhao resolve CS202610270001 -m "$(say 'It is installed on both servers.' '两台服务器均已安装。')" --evidence "$(say '40 of 40 payments' '40笔支付全部成功')"
at 11:55 tickets --as li verify CS202610270001 --note "$(say 'seen' '已核对')"
# B13: the customer is asked within the hour; not solved, it goes back with a new expected time.
at 11:56 tickets --as min reply CS202610270001 --script verify --set solution="$(say 'the certificate was renewed' '已更新证书')"
at 12:00 tickets --as han progress CS202610270002 --done "$(say 'The supplier builds the patch.' '供应商正在制作补丁。')" --eta 14:00
ticked 12:25
refusal 1 at 12:30 tickets --as min reopen CS202610270001 --reason "$(say 'refunds still fail' '退款仍失败')"
at 12:30 tickets --as min reopen CS202610270001 --reason "$(say 'refunds still fail' '退款仍失败')" --until 14:00
at 12:35 tickets --as zhao progress CS202610270001 --done "$(say 'Refunds use another server.' '退款走另一台服务器。')" --eta 13:15
ticked 12:51
at 13:10 tickets --as zhao resolve CS202610270001 -m "$(say 'Refunds have the certificate too.' '退款服务器已更新证书。')" --evidence "$(say '5 of 5 refunds' '5笔退款全部成功')"
at 13:20 tickets --as li verify CS202610270001
at 13:30 tickets --as han analyse CS202610270004 -m "$(say 'The page waits for a file that is gone.' '页面等待已删除的文件。')"
at 13:40 tickets --as min confirm CS202610270001 --channel phone
# B14 B15: closed into the archive, the survey, and the case becomes knowledge.
at 13:45 tickets --as min close CS202610270001
ticked 13:51
at 14:00 tickets --as min survey respond CS202610270001 --score efficiency=5 --score solved=4 --score attitude=5 --score overall=4 --channel phone

at 14:00 tickets --as han resume CS202610270002
at 14:00 tickets --as qian progress CS202610270003 --done "$(say 'It is planned.' '已排期。')" --next "$(say 'design' '设计')" --eta 2026-11-13
at 14:00 tickets --as han progress CS202610270004 --done "$(say 'The file was found.' '已找到文件。')" --eta 2026-10-28
# B11: another department has a duty and a deadline; the minutes are attached.
at 14:05 tickets --as han involve CS202610270004 --team product --to qian --duty "$(say 'say which form is the right one' '确认正确的版式')" --until 15:00
ticked 14:06
# B15: the case becomes an article, which is found by its words.
at 14:10 tickets --as zhao kb new --from CS202610270001 --slug certificate
figure knowledge.txt at 14:10 tickets kb search "$(say 'certificate of the bank' 银行证书)" -q --limit 1
at 14:10 tickets kb show certificate | grep -v '^from: ' >"$figures/article.md"
echo "$(say 'The form of September holds.' '以9月版式为准。')" >"$place/minutes.md"
at 14:50 tickets --as qian attach CS202610270004 --file "$place/minutes.md" --note "$(say 'meeting of 14:30' '14:30会议纪要')"
rm "$place/minutes.md"
at 14:55 tickets --as qian 'done' CS202610270004 -m "$(say 'The form of September.' '9月版式。')"

# B4 B5: an operations problem, urgent by its impact: its lead and the person on call are told, and the lead names who is on call.
at 15:00 tickets --as min new "$(say 'All customers are locked out of their accounts' '所有客户账号被锁')" --source customer --channel phone \
    --customer C1002 -d "$(say 'Since 14:55.' '14:55起。')"
ticked 15:01
at 15:02 tickets --as wang classify CS202610270005 --confirm
at 15:03 tickets --as sun classify CS202610270005 --confirm --to zhao --note "$(say 'on call' '值班')"
ticked 15:04
at 15:05 tickets --as zhao accept CS202610270005
at 15:20 tickets --as zhao analyse CS202610270005 -m "$(say 'A nightly job locked them.' '夜间任务误锁账号。')"
at 15:25 tickets --as zhao plan CS202610270005 --kind fix --until 15:40 -m "$(say 'Zhao Lei unlocks them by 15:40.' '赵磊15:40前解锁。')"
at 15:40 tickets --as zhao resolve CS202610270005 -m "$(say 'All are unlocked.' '已全部解锁。')" --evidence "$(say '900 of 900 accounts' '900个账号全部恢复')"
at 15:50 tickets --as sun verify CS202610270005
at 15:55 tickets --as min confirm CS202610270005 --channel phone
# B9: every 4 hours.
at 16:00 tickets --as han progress CS202610270002 --done "$(say 'The patch runs on one server.' '补丁已装一台。')" --eta 2026-10-28
at 16:00 tickets --as han progress CS202610270004 --done "$(say 'The form is in place.' '版式已替换。')" --eta 2026-10-28
at 16:00 tickets --as min close CS202610270005
ticked 16:06
at 16:30 tickets --as qian progress CS202610270003 --done "$(say 'The design is ready.' '设计完成。')" --eta 2026-11-13

# B10: 17:00, a working day: each customer is told where their tickets stand, once.
figure digest.txt at 17:00 tickets digest
figure digest.csv columns customer,channel,tickets,due rows '^C[0-9]+,' at 17:00 tickets digest --record --format csv
figure digest-again.csv rows '^C[0-9]+,' at 17:05 tickets digest --record --format csv

# What the day came to. B2: what was taken in; B8: the plans; B11: who owed what, and the minutes. B15: the archive.
kept() {
    grep -hE "$1" archive/2026/10/*.yaml tickets/*.yaml
}
figure intake.txt kept '^(occurred|expected|scope|steps):'
figure plans.txt kept 'did: planned'
figure together.txt kept 'did: (involved|contributed|attached)'
ls archive/2026/10 | cut -d- -f1 >"$figures/archive.txt"
figure confirmed.csv at 18:00 tickets list --all --where 'number = CS202610270001 or not unconfirmed' --sort created --columns number,category,team,assignee --format csv
figure promises.csv rows 'clock,state|,(met|missed|running|warned|paused),' columns number,clock,state,elapsed,target at 18:00 tickets report sla --tickets --format csv
figure process.csv columns number,stage,person,start,end,result at 18:00 tickets process CS202610270001 --format csv
figure stages.csv columns stage,count,standing at 18:00 tickets report process --format csv
figure satisfaction.csv columns dimension,answered,sent,average at 18:00 tickets report satisfaction --format csv

# B10: on a day off nobody is told.
on 2026-10-31
figure digest-off.csv rows '^C[0-9]+,' at 17:00 tickets digest --record --format csv
