# Another program makes pulses on the channel: they go on as they were until they are taken over expressly.
# On newer kernels too.
make_chip rig 64
make_bus
start_wall --bus /dev/i2c-0 --laser 1 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6
channel=/sys/class/pwm/pwmchip0/pwm3
echo 3 >/sys/class/pwm/pwmchip0/export
echo 20000000 >$channel/period
echo 1500000 >$channel/duty_cycle
echo 1 >$channel/enable
await 5 pulses_reach 20

rig run "$RIGS/chips.yaml" --format json
expect_equal "exit code of run" "$status" 69
expect_text "its error" err 'makes pulses of 1500 .* --take-over'
rig jog "$RIGS/chips.yaml" --angle 5
expect_equal "exit code of jog" "$status" 69
rig calibrate "$RIGS/chips.yaml" --sweep --distance 50
expect_equal "exit code of calibrate" "$status" 69
expect_text "its error" err 'makes pulses of 1500 .* --take-over'
rig doctor "$RIGS/chips.yaml"
expect_equal "exit code of doctor" "$status" 69
expect_text "doctor's report" out "makes pulses of 1500"
expect_equal "the other program's pulses" "$(cat $channel/enable) $(cat $channel/duty_cycle)" "1 1500000"

rig run "$RIGS/chips.yaml" --format json --take-over
stop_wall
expect_equal "exit code with --take-over" "$status" 0
expect_dark_and_released
