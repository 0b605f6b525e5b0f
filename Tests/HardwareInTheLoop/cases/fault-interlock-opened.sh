# An interlock that opens in mid-run: laser off at once, the run stops.
. /lib/interlock-opened.sh
make_chip rig 64
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
start_endless_rig "$RIGS/parking.yaml"
# Far below a frame of the loop, which is 100 ms.
dark_once_opened 5
expect_dark_and_released
figure "dark after $delay ms"
