# SIGTERM with hardware PWM: the chip's channel is switched fully off, not left at its last width.
# On newer kernels too.
make_chip rig 64
make_bus
start_wall --bus /dev/i2c-0 --laser 1 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6
start_endless_rig "$RIGS/chips.yaml"
expect_equal "full-off while it runs" "$(($(i2cget -f -y 0 0x40 0x15) & 0x10))" 0
kill -TERM "$rig_process"
end_rig
stop_wall
expect_equal "exit code" "$status" 143
expect_equal "full-off" "$(($(i2cget -f -y 0 0x40 0x15) & 0x10))" 16
expect_dark_and_released
