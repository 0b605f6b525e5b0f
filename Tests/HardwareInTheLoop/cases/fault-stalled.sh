# SIGSTOP stops the watchdog too: meanwhile the kernel keeps the lines as they were, laser on, which is why a laser that
# could hurt needs a watchdog outside. On SIGCONT the watchdog sees how long nothing lived, and stops the run.
make_chip rig 64
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
start_endless_rig "$RIGS/parking.yaml"
kill -STOP "$rig_process"
usleep 2000000
expect_equal "the laser's line while stopped" "$(line 1 value)" 1
expect_equal "its holder while stopped" "$(line 1 held)" true
servo=$(line 0 value)
continued=$(now)
kill -CONT "$rig_process"
end_rig
stop_wall
expect_equal "exit code" "$status" 6
expect_text "message" err 'stall|watchdog'
delay=$(milliseconds "$continued" "$(seen laserOffNanoseconds)")
expect_between "ms from going on to dark" "$delay" 0 100
expect_dark_and_released
figure "while stopped: laser 1, servo $servo; dark $delay ms after SIGCONT"
