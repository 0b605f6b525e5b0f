# Room light as strong as the dot, all of it at one end of the detector: it is measured in the dark and subtracted.
# On newer kernels too.
make_chip rig 64
make_bus
start_wall --bus /dev/i2c-0 --laser 1 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6 --lamp 0.3
rig run "$RIGS/chips.yaml" --format json --set pins.laser.darkInterval=0.5
stop_wall
expect_equal "exit code" "$status" 0
expect_equal "outcome" "$(reported outcome)" converged
truth=$(difference "$(seen axes 0 heightCentimeters)" 6)
expect_between "true error" "$truth" -0.4 0.4
expect_between "reported minus true error" "$(difference "$(reported finalErrorCentimeters)" "$truth")" -0.1 0.1
expect_between "V of the lamp" "$(reported hardware ambientLight 0 upperVolts)" 0.296 0.304
expect_between "V of its change" "$(reported hardware ambientLight 0 greatestChangeVolts)" 0 0.004
measured=$(reported hardware ambientLight 0 measurements)
expect_between "measurements" "$measured" 2 1000
expect_equal "times that the laser was switched on" "$(seen laserSwitchedOn)" "$measured"
expect_dark_and_released
figure "$(reported stepCount) steps, off by $truth cm, measured $measured times in the dark"

# Without a line for the laser nothing can be measured, and the light counts as the dot's.
start_wall --bus /dev/i2c-0 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6 --lamp 0.5
rig run "$RIGS/chips.yaml" --format json --set pins.laser.line=none
stop_wall
expect_text "the warning" err 'no laser line: .* neither notices nor subtracts the light of other sources'
expect_equal "the measurement" "$(reported hardware ambientLight 0)" null
truth=$(difference "$(seen axes 0 heightCentimeters)" 6)
expect_between "cm off, whatever is reported" "$(magnitude "$truth")" 3 1000
figure "$(reported outcome) without a laser line, off by $truth cm"
