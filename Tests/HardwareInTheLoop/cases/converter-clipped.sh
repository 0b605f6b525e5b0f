# A converter at its end is no dot: neither doctor nor run takes it for one.
# On newer kernels too.
make_chip rig 64
make_bus
make_converter
device=/sys/bus/iio/devices/iio:device1
expect_equal "converter" "$(cat $device/name)" ads1015
expect_equal "its scale" "$(cat $device/in_voltage0_scale)" 0.062500000
sed -e 's/device: ina219/device: ads1015/' "$RIGS/chips.yaml" >mine.yaml
start_wall --bus /dev/i2c-0 --laser 1 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6

converter_reads 7fff
expect_equal "its count" "$(cat $device/in_voltage0_raw)" 32767
rig doctor mine.yaml
expect_equal "exit code of doctor" "$status" 69
expect_text "doctor's report" out 'detector .*2.048 V \(clipped\)'
rig run mine.yaml --format json
expect_equal "exit code of run" "$status" 69
expect_text "message" err 'channel 0 is clipped while the laser is off'
rig calibrate mine.yaml --sweep
expect_equal "exit code of calibrate" "$status" 69

# Half of the range and more is too much light to be subtracted.
converter_reads 4800
rig doctor mine.yaml
expect_equal "exit code of doctor below the end" "$status" 0
expect_text "doctor's report below the end" out 'reads 1.152 V and 1.152 V, 56 % of the range .* clipped at 2.048 V'
rig run mine.yaml --format json
expect_equal "exit code of run in too much light" "$status" 69
expect_text "message in too much light" err 'channel 0 reads 1.15 V of 2.05 V while the laser is off'
stop_wall
expect_equal "times that the laser was switched on" "$(seen laserSwitchedOn)" 0
expect_dark_and_released
