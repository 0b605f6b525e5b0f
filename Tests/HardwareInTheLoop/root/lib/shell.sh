# For a person at a shell.
. /lib/prelude.sh
trap - EXIT
chip=rig
