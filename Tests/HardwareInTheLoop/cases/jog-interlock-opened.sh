# An interlock that opens while a jog's laser shines: laser off at once, the jog ends, every line is given back.
. /lib/interlock-opened.sh
make_chip rig 64
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
start_rig jog "$RIGS/parking.yaml" --angle 5 --seconds 60 --laser
await 10 line_is 1 1
await 10 pulses_reach 20
# Below the 20 ms after which the jog itself looks.
dark_once_opened 5
expect_equal "torn pulses" "$(seen axes 0 torn)" 0
expect_dark_and_released
figure "dark after $delay ms"
