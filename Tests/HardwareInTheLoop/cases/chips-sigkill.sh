# SIGKILL with hardware PWM: the chip goes on by itself, as any PWM chip does. The next start switches it off before
# anything else, and the loop closes.
# On newer kernels too.
make_chip rig 64
make_bus
start_wall --bus /dev/i2c-0 --laser 1 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6
start_endless_rig "$RIGS/chips.yaml"
kill -KILL "$rig_process"
end_rig
expect_equal "exit code" "$status" 137
before=$(pulses_seen)
usleep 500000
expect_between "pulses in the half second after" $(($(pulses_seen) - before)) 20 30
expect_released 1
stop_wall

start_wall --bus /dev/i2c-0 --laser 1 --pwm 3 --distance 50 --offset 4 --detector 5 --middle 6
rig run "$RIGS/chips.yaml" --format json
stop_wall
expect_equal "exit code of the next run" "$status" 0
expect_equal "full-off" "$(($(i2cget -f -y 0 0x40 0x15) & 0x10))" 16
expect_dark_and_released
