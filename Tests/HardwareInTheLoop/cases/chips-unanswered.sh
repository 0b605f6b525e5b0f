# Pulses of a PWM chip that move no servo: the run ends, and says which pin may not be the chip's any more.
make_chip rig 64 18=GPIO18
make_bus
start_wall --bus /dev/i2c-0 --laser 1 --pwm 4 --distance 50 --offset 6 --detector 5 --middle 6
rig run "$RIGS/chips.yaml" --format json
expect_equal "exit code" "$status" 7
expect_equal "outcome" "$(reported outcome)" unresponsive
expect_text "the reason" out 'a pin that was used as a GPIO line before is no longer the chip.s; restart'

gpioset --mode=signal rig 18=1 &
setter=$!
await 10 line_is 18 1
rig run "$RIGS/chips.yaml" --format json
expect_equal "exit code with the pin in use" "$status" 7
expect_text "the reason with the pin in use" out "GPIO18 .an output line of 'gpioset'. is no longer the chip's"
rig doctor "$RIGS/chips.yaml"
expect_text "doctor's note" out "GPIO18 .an output line of 'gpioset'. is no longer the chip's"
rig calibrate "$RIGS/chips.yaml" --sweep
expect_text "what calibrate says" err "GPIO18 .an output line of 'gpioset'. is no longer the chip's"
kill $setter
stop_wall
expect_dark_and_released
