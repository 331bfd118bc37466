#!/bin/sh
# A day at the support desk: `sh examples/support-desk/day.sh en /tmp/day`. README.md works its figures out.
. "$(dirname "$0")/../day.sh"

on 2026-10-27
lay_down support-desk

# A3: the customers are recorded once, with contact and industry; in git they are masked.
at 15:50 tickets --as wang customer add --name "$(say 'Zhou Min' 周敏)" --phone 13812345678 --industry finance
at 15:50 tickets --as wang customer add --name "$(say 'Chen Hao' 陈浩)" --phone 13987654321 --industry retail
at 15:50 tickets --as wang customer add --name "$(say 'Lin Fang' 林芳)" --email lin@mail.example --industry retail
# A2: an inquiry of the day before brings its own priority.
P=CS202610270001 A=CS202610280001 B=CS202610280002 C=CS202610280003 D=CS202610280004 E=CS202610280005
at 16:00 tickets --as wang new "$(say 'When is the delivery?' '什么时候配送？')" --type inquiry --customer 13812345678 --channel phone
at 16:05 tickets --as wang accept $P
at 16:10 tickets --as wang reply $P -m "$(say 'It comes on 29 October.' '10月29日送达。')"
at 16:20 tickets --as wang resolve $P -m "$(say 'Told the day.' '已告知日期。')"
# A12: the customer agrees, and it is closed, in one command.
at 16:30 tickets --as wang close $P --confirmed --channel phone
at 16:35 tickets --as wang survey sent $P --channel phone --reason "$(say 'asked for it' '客户要求')"

on 2026-10-28
# A1: who is nobody cannot act.
at 08:59 refusal 2 tickets --as nobody note $P -m x
# A3 A4 A5 A6 A7: a returning customer; money at risk is urgent; the rules find the team, and the customer's industry the member.
at 09:00 tickets --as wang new "$(say 'Payment fails at checkout' '支付失败，订单未生成')" --customer 13812345678 \
    --channel phone --occurred '2026-10-28 08:40' -d "$(say 'Charged, but no order. Wants the order today.' '已扣款但没有订单，要求当天补单。')"
printf 'screen\n' >screen.txt
at 09:02 tickets --as wang attach $A --file screen.txt
at 09:02 figure returning.txt tickets list --all --where 'customer = C1001' -q
# A9: accepted, and first contact within ten minutes. A1: the identity comes from the environment as well.
TICKETS_USER=zhao at 09:04 tickets accept $A
at 09:08 tickets --as zhao reply $A --channel phone -m "$(say 'We check your payment; the result is with you by 11:30.' '正在核查您的付款，11:30前告知结果。')"
# A10: an internal remark, and what the customer says.
at 09:15 tickets --as zhao note $A -m "$(say 'The gateway shows a time-out.' '网关显示超时。')"
at 09:20 tickets --as wang receive $A --channel phone -m "$(say 'The reference is 7001.' '流水号7001。')"
at 09:25 tickets --as zhao reply $A -m "$(say 'Thank you, that is the right payment.' '谢谢，已找到该笔付款。')"

# A2 A6: B matches no rule; it awaits assignment. A8: the pool, and a reassignment with its reason.
at 09:30 tickets --as wang new "$(say 'Which plan fits us?' '哪种套餐适合我们？')" --customer C1002 --channel chat -d "$(say 'For five shops.' '有五家门店。')"
at 09:35 figure awaiting.csv tickets list --view pool --columns number,status,type,priority --format csv
at 09:35 figure pool.csv columns team,number,priority,waiting tickets pool --format csv
# A11: handed over, with a reason and a deadline; who had it follows it and comments.
at 09:40 tickets --as zhao transfer $A --to li --reason "$(say 'needs the bank' '需联系银行')" --until '2026-10-28 11:30'
at 09:42 tickets --as li accept $A
at 09:45 tickets --as li progress $A --done "$(say 'asked the bank' '已询问银行')" --next "$(say 'place the order' '补单')" --eta '2026-10-28 11:30'
at 09:50 tickets --as zhao note $A -m "$(say 'The time-out began at 08:35.' '超时始于08:35。')"
at 09:50 tickets --as wang assign $B --to li
at 09:55 tickets --as li note $A -m "$(say 'The bank looks for it.' '银行正在查询。')"
at 09:55 figure followed.txt tickets list --where 'handlers = zhao' -q
at 10:00 refusal 1 tickets --as wang assign $B --to zhao
at 10:00 tickets --as wang assign $B --to zhao --reason "$(say 'Li works on the payment' '李娜正在处理支付问题')"
at 10:05 tickets --as zhao accept $B

# A2 A5 A17: a complaint, by its words; its answer will be late.
at 10:10 tickets --as wang new "$(say 'I complain: the courier was rude' '投诉快递员态度差')" --customer C1003 --channel email \
    -d "$(say 'Wants an apology from the courier himself.' '要求快递员本人道歉。')"
at 10:20 tickets --as wang accept $C
at 10:30 tickets --as li progress $A --done "$(say 'the bank has the payment' '银行已找到付款')" --next "$(say 'place the order' '补单')" --eta '2026-10-28 11:00'
at 10:35 tickets --as li analyse $A -m "$(say 'The gateway lost the answer of the bank.' '网关丢失了银行的回执。')"
at 11:00 tickets --as zhao reply $B -m "$(say 'Plan M: it covers up to ten shops.' 'M套餐，最多十家门店。')"
# A12 A13: solved, confirmed, closed into the archive.
at 11:00 tickets --as li resolve $A -m "$(say 'The bank confirmed the payment; the order was placed.' '银行已确认付款，订单已补。')"
at 11:05 refusal 1 tickets --as li close $A
at 11:10 tickets --as li confirm $A --channel phone
at 11:12 tickets --as li close $A --reason solved -m "$(say 'Order 7001 placed.' '订单7001已补。')"
# A14: five minutes after closing, by itself; by hand it takes a reason.
at 11:16 refusal 1 tickets --as li survey sent $A --channel chat
at 11:17 tickets tick
# A15: four questions and a comment of at most 200 characters.
at 11:29 refusal 1 tickets --as wang survey respond $A --score overall=4 -c "$(printf '%0201d' 0)"
at 11:30 tickets --as wang survey respond $A --score attitude=5 --score speed=4 --score solved=5 --score overall=4 -c "$(say 'Quick.' '很快。')"

at 13:30 tickets --as zhao resolve $B -m "$(say 'Advised plan M.' '推荐M套餐。')"
at 13:35 tickets --as zhao confirm $B --channel chat
at 13:36 tickets --as zhao close $B
at 13:41 tickets tick
at 14:00 tickets --as wang survey respond $B --score attitude=3 --score speed=2 --score solved=4 --score overall=3
at 14:00 tickets --as wang progress $C --done "$(say 'courier service called' '已致电快递公司')" --next "$(say 'write to the customer' '回复客户')"
at 14:30 tickets --as wang reply $C -m "$(say 'We are sorry; the courier service was told today.' '非常抱歉，今天已通报快递公司。')"
# A3 A12: one customer reports twice; the second goes into the first.
at 14:40 tickets --as wang new "$(say 'Please add a dark theme' '建议增加深色模式')" --customer C1001 --channel product
at 15:00 tickets --as wang new "$(say 'I suggest a dark theme' '建议做深色主题')" --customer C1001 --channel product >told.txt 2>&1
grep -o 'CS[0-9]*' told.txt | sort -u >"$figures/earlier.txt"
rm told.txt
at 15:10 tickets --as wang merge $E --into $D --reason "$(say 'the same' '同一建议')"
at 15:30 tickets --as wang analyse $C -m "$(say 'The courier service confirms it.' '快递公司核实属实。')"
# A12: it cannot be solved because of the customer.
at 16:00 tickets --as wang resolve $C -m "$(say 'Apology of the service given; the customer wants another.' '已代为致歉，客户不接受。')"
at 16:10 tickets --as wang close $C --reason customer -m "$(say 'The courier is not ours to order.' '无法要求快递员本人道歉。')"
at 16:15 tickets tick
at 16:40 tickets --as wang survey respond $C --score attitude=2 --score speed=1 --score solved=2 --score overall=2

# A2: what no act says of a stage: the suggestion is complete, and adopted.
at 17:00 tickets --as wang stage $D receive --result done
at 17:30 tickets --as wang stage $D assess --result adopted --note "$(say 'for spring' '列入春季计划')"

# A13: the archive is searched by number, customer, time and text.
ls archive/2026/10 | wc -l | tr -d ' ' >"$figures/archive.txt"
at 18:00 figure by-number.txt tickets list --all --where "number = $A" -q
at 18:00 figure by-customer.txt tickets list --all --where 'customer = C1001 and status = closed' -q
at 18:00 figure by-time.txt tickets list --all --where 'created >= 2026-10-27 and created < 2026-10-28' -q
at 18:00 figure by-text.txt tickets list --all "$(say checkout 订单未生成)" -q
# A2 A5 A7: type, priority, team and handler of all.
at 18:00 figure tickets.csv tickets list --all --sort created --columns number,status,type,category,priority,team,assignee --format csv
# A2: each type has its own flow: the way of the complaint, where each ticket stands, the time in the stages of each flow.
at 18:00 figure way.csv columns process,stage,start,end,result tickets process $C --format csv
at 18:00 figure standing.csv tickets list --where 'has stage' --columns number,type,stage --format csv
at 18:00 figure flow.csv columns process,stage,count,median,standing,longest,share,over tickets report process --format csv
# A16: the scores, and what stands behind them.
at 18:00 figure satisfaction.csv columns dimension,answered,sent,csat_part,csat_whole,average,score_1_part,score_2_part,score_3_part,score_4_part,score_5_part tickets report satisfaction --format csv
at 18:00 figure scores.csv columns number,score_attitude,score_speed,score_solved,score_overall tickets report satisfaction --tickets --format csv
# A17: what was promised and kept, and whose first answer was late.
at 18:00 figure kept.csv columns clock,count,met,missed,overdue,running,median,p90,mean tickets report sla --format csv
at 18:00 figure late.csv columns number,elapsed,target tickets report sla --tickets --clock first_response --state missed --format csv
# A18: where the service is weak.
at 18:00 figure by-team.csv columns team,dimension,answered,sent,csat_part,csat_whole,average tickets report satisfaction --by team --format csv
at 18:00 figure by-type.csv columns type,dimension,answered,sent,average rows 'dimension|all-' tickets report satisfaction --by type --format csv
at 18:00 figure by-person.csv columns assignee,dimension,answered,sent,average rows 'dimension|all-' tickets report satisfaction --by assignee --format csv

on 2026-10-29
F=CS202610290001 G=CS202610290002
# A2 A7: no word decides, so the type finds the team; in it the load decides: Li has nothing open, nor Zhao; then Zhao has less.
at 09:00 tickets --as wang new "$(say 'The tablet is slow' '平板很慢')" --type technical --customer C1002 --channel chat
# A5: an outage is urgent, and the supervisor is told.
at 09:05 tickets --as wang new "$(say 'The shop is unreachable' '商城打不开')" --customer C1003 --channel phone
at 09:06 figure load.csv tickets list --where 'created >= 2026-10-29' --sort created --columns number,type,category,priority,team,assignee --format csv
figure loads.txt grep -h 'did: assigned, to:' tickets/$F-*.yaml tickets/$G-*.yaml
figure told.txt grep -h 'did: notified' tickets/$G-*.yaml
# A1: who commits in git as Li is Li.
printf '[user]\n\temail = li@example.com\n' >"$place/gitconfig"
at 09:10 env GIT_CONFIG_GLOBAL="$place/gitconfig" tickets accept $F
# A11: handed to a team, in whose pool it waits.
at 09:20 tickets --as li transfer $F --team service --reason "$(say 'a question of use' '属使用咨询')" --until '2026-10-29 12:00'
at 09:25 figure moved.csv tickets list --where "number = $F" --columns number,team,assignee,handlers --format csv
