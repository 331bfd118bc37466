#!/bin/sh
# A day at the desk of process tables: `sh examples/process-table/day.sh en /tmp/day`. README.md works its figures out.
. "$(dirname "$0")/../day.sh"
on 2026-10-28
lay_down process-table
A=KF20261028-001 B=KF20261028-002 C=KF20261028-003 D=KF20261028-004

for name in "$(say 'Xu Lan' 徐兰)" "$(say 'Gao Yi' 高毅)" "$(say 'Tang Rui' 唐蕊)"; do
    at 09:00 tickets --as wang customer add --name "$name" -q
done

# C1 intake: A, a label printer that fails. Accepting it ends the stage; nobody says it twice.
at 09:00 tickets --as wang new "$(say 'The label printer fails' '标签打印机故障')" --customer C1001 --channel phone \
    -d "$(say 'No label comes out since this morning.' '今早起打不出标签。')"
at 09:10 tickets --as wang accept $A
# C1 confirm: no act stands for it, so it is said, with a result of its own vocabulary and a remark.
at 09:25 tickets --as wang stage $A confirm --result done --note "$(say 'model LP-200; two units' '型号 LP-200，共两台')"
at 09:25 tickets --as wang reply $A -m "$(say 'We found your order; technical support calls you by 11:30.' '已核实订单，技术支持将在 11:30 前致电。')"
printf 'E21\n' >error-log.txt
at 09:28 tickets --as wang attach $A --file error-log.txt
# C3: from here on people of other roles work on it.
at 09:30 tickets --as wang transfer $A --to zhou --reason "$(say 'technical support' '转技术支持')" --until '2026-10-28 12:00'
# C1: B comes in while A is analysed.
at 09:30 tickets --as wang new "$(say 'The import of addresses fails' '地址导入失败')" --customer C1002 --channel email \
    -d "$(say 'Every second line is lost.' '每两行丢失一行。')"
at 09:40 tickets --as zhou accept $A
at 10:00 tickets --as wang accept $B
at 10:00 tickets --as wang new "$(say 'The scanner is broken' '扫描枪坏了')" --customer C1003 --channel phone \
    -d "$(say 'It reads no code.' '读不出条码。')"
at 10:20 tickets --as wang stage $B "$(say 'Confirm the facts' 确认信息)" --result "$(say Done 完成)"
at 10:50 tickets --as wang accept $C
at 11:00 tickets --as wang stage $C confirm --result done

# C1 analyse, propose: the acts of the work end the stages.
at 11:20 tickets --as wang analyse $B -m "$(say 'Line ends of the file are mixed.' '文件换行符混用。')"
at 11:25 tickets --as zhou analyse $A -m "$(say 'The print head is worn.' '打印头磨损。')"
at 11:40 tickets --as wang plan $B --kind fix -m "$(say 'Convert the line ends.' '统一换行符。')"
at 11:55 tickets --as zhou plan $A --kind fix -m "$(say 'Replace both print heads.' '更换两台的打印头。')"
# C3: the execution team carries it out.
at 11:55 tickets --as zhou transfer $A --to sun --reason "$(say 'replacement on site' '上门更换')" --until '2026-10-28 16:00'
at 11:58 tickets --as sun accept $A
at 13:40 tickets --as wang resolve $B -m "$(say 'Line ends converted, imported again.' '已统一换行符并重新导入。')"
# C1 confirm solved: not solved; the ticket goes back to `implement`.
at 14:10 tickets --as wang reopen $B --reason "$(say 'two lines are still missing' '仍缺两行')"
at 15:55 tickets --as sun resolve $A -m "$(say 'Both print heads replaced.' '已更换两个打印头。')" --evidence error-log.txt
# C2: `verify` is a stage of the second layout, and none of the first.
at 16:05 tickets --as he verify $A --note "$(say 'test label is sharp' '测试标签清晰')"
at 16:20 tickets --as wang receive $A -m "$(say 'Both print again.' '两台均已恢复。')"
at 16:25 tickets --as wang confirm $A --channel phone
at 16:40 tickets --as wang resolve $B -m "$(say 'One of the two lines added.' '已补录其中一行。')"
at 16:45 tickets --as he verify $B --note "$(say 'no line is lost any more' '不再丢失行')"
at 17:00 tickets --as wang stage $B confirm-solved --result partial --note "$(say 'one address is unknown' '有一个地址无从查证')"
at 17:00 tickets --as wang new "$(say 'Which paper fits?' '适用哪种标签纸？')" --customer C1001 --channel chat \
    -d "$(say 'For the LP-200.' '用于 LP-200。')"
# C1 follow up, archive.
at 17:25 tickets --as wang follow-up $A --channel phone -m "$(say 'No fault since.' '未再出现故障。')"
at 17:30 tickets --as wang close $A -m "$(say 'No further visit needed.' '无需再次上门。')"

# C1 C5: the table of one ticket, as a form for print; that of many; where tickets get stuck.
at 18:00 figure form.md tickets process $A --format markdown
at 18:00 figure stages.csv columns number,stage,start,end,result tickets process --all --layout table --format csv
at 18:00 figure standing.csv tickets list --columns number,stage --sort created --format csv
at 18:00 figure time.csv tickets report process --format csv
at 18:00 figure stuck.csv columns number,stage,standing,calendar,over tickets report process --tickets --format csv
at 18:00 figure many.md tickets process $C $D --format markdown
at 18:00 figure waiting.csv tickets list --where 'stage = analyse' --columns number,assignee --format csv

# C2: the same ticket in the second layout, and two that are under way; C3: in the third.
at 18:00 figure activities.md tickets process $A --layout activities --format markdown
at 18:00 figure under-way.csv columns number,stage,person,time,result tickets process $B $C --layout activities --format csv
at 18:00 figure phases.md tickets process $A --layout phases --format markdown

# C4: another of the three is chosen in one word, and the past is told in its stages.
sed 's/^use: table/use: phases/' config/process.yaml >"$place/process.yaml"
mv "$place/process.yaml" config/process.yaml
at 18:00 figure standing-phases.csv tickets list --columns number,stage --sort created --format csv
# C4: a process of the desk's own.
cat >>config/process.yaml <<'YAML'
  two-steps:
    stages:
    - {code: work, label: Work, ends: {resolved: done}, results: [{code: done}]}
    - {code: agree, label: Agree, begins: [reopened], ends: {closed: done}, results: [{code: done}]}
    layouts:
    - {code: short, columns: [{code: stage}, {code: took}, {code: result}]}
YAML
at 18:00 figure own.csv tickets process $A --layout short --format csv
