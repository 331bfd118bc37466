#!/bin/sh
# A day at the support desk: `sh examples/support-desk/day.sh en /tmp/day`. README.md works its figures out.
. "$(dirname "$0")/../day.sh"
day=2026-10-28
lay_down support-desk

# A3: the customer is recorded once.
at 09:00 tickets --as wang customer add --name "$(say 'Zhou Min' 周敏)" --phone 13812345678 --industry finance

# A1 A2 A4 A5 A6: a complaint comes in by phone; the rules raise it, because money is at risk.
at 09:00 tickets --as wang new "$(say 'Charged twice for one order' '一笔订单重复扣款')" --customer C1001 --channel phone \
    --occurred '2026-10-28 08:40' -d "$(say 'Wants the money back.' '要求退还多扣的款项。')"
# A8 A9: the supervisor gives it to Li, who accepts and calls the customer.
at 09:02 tickets --as wang assign CS202610280001 --to li
at 09:05 tickets --as li accept CS202610280001
at 09:30 tickets --as li reply CS202610280001 -m "$(say 'We saw both charges; one is returned by 12:00 today.' '已核实两笔扣款，其中一笔今天12:00前退回。')"
# A12 A13: solved, confirmed by the customer, closed into the archive.
at 11:00 tickets --as li resolve CS202610280001 -m "$(say 'The second charge was returned.' '已退回第二笔扣款。')"
at 11:20 tickets --as li confirm CS202610280001 --channel phone
at 11:21 tickets --as li close CS202610280001
# A15 A16: the customer answers the survey.
at 11:40 tickets --as wang survey respond CS202610280001 --score attitude=5 --score speed=4 --score solved=5 --score overall=4

# A17: what the promises came to.
figure promises.csv columns number,clock,state,elapsed at 18:00 tickets report sla --tickets --format csv
