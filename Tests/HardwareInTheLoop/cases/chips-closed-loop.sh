# A servo on the kernel's pwm-pca9685 and a position detector on the kernel's ina2xx-adc close the loop.
# On newer kernels too.
make_chip rig 64
make_bus
start_wall --bus /dev/i2c-0 --laser 1 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6
rig run "$RIGS/chips.yaml" --format json
stop_wall
expect_equal "exit code" "$status" 0
expect_equal "outcome" "$(reported outcome)" converged
error=$(reported finalErrorCentimeters)
truth=$(difference "$(seen axes 0 heightCentimeters)" 6)
expect_between "reported minus true error" "$(difference "$error" "$truth")" -0.1 0.1
# Its 4.88 us are 0.44 degrees, of which it takes the nearest; the servo may have a tenth of a degree to go.
expect_between "reported minus true angle" \
  "$(difference "$(reported steps -1 angleDegrees)" "$(seen axes 0 angleDegrees)")" -0.25 0.25
expect_equal "step" "$(reported hardware pulseStepMicroseconds 0)" 4.88
expect_between "reported minus true pulse" \
  "$(difference "$(reported hardware lastPulseMicroseconds 0)" "$(seen axes 0 widthMicroseconds)")" -0.001 0.001
expect_equal "the PWM channel is given back" "$(ls -d /sys/class/pwm/pwmchip0/pwm3 2>/dev/null)" ""
expect_dark_and_released
figure "$(reported stepCount) steps, off by $truth cm, reported $error"
