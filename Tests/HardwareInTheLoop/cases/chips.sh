# Without laserrig.
# The wall sees what the kernel's PWM driver wrote, and the kernel's converter reads what the wall lets it see.
# On newer kernels too.
make_chip rig 64
make_bus
start_wall --bus /dev/i2c-0 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6
channel=/sys/class/pwm/pwmchip0/pwm3
echo 3 >/sys/class/pwm/pwmchip0/export
echo 20000000 >$channel/period
echo 1544444 >$channel/duty_cycle
expect_equal "pulses of a channel that is not enabled" "$(pulses_seen)" 0
echo 1 >$channel/enable
await 5 pulses_reach 20
echo 0 >$channel/enable
usleep 100000
before=$(pulses_seen)
usleep 100000
expect_equal "pulses of a channel that was disabled" $(($(pulses_seen) - before)) 0

device=/sys/bus/iio/devices/iio:device0
expect_equal "converter" "$(cat $device/name)" ina219
a=$(awk -v raw="$(cat $device/in_voltage0_raw)" -v scale="$(cat $device/in_voltage0_scale)" \
  'BEGIN { print raw * scale }')
b=$(awk -v raw="$(cat $device/in_voltage1_raw)" -v scale="$(cat $device/in_voltage1_scale)" \
  'BEGIN { print raw * scale }')
stop_wall
expect_between "width" "$(seen axes 0 widthMicroseconds)" 1539 1550
expect_between "sum in mV" "$(awk -v a="$a" -v b="$b" 'BEGIN { print a + b }')" 295 305
seen_by_detector=$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.4f", 5 * (b - a) / (a + b) + 6 }')
expect_between "height by the detector minus the wall's" \
  "$(difference "$seen_by_detector" "$(seen axes 0 heightCentimeters)")" -0.1 0.1
figure "a = $a mV, b = $b mV: $seen_by_detector cm, by the wall $(seen axes 0 heightCentimeters) cm"
