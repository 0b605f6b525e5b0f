# SIGTERM in mid-run: laser off, servo parked, lines released, report complete.
make_chip rig 64
. /lib/stopped-by-signal.sh
stopped_by_signal TERM 143
