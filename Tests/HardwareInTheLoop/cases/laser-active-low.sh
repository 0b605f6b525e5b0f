# A laser that a low line switches on rests on its pull-up: dark before the run, dark after it, also after SIGKILL.
make_chip rig 64
pull 1 up
start_wall --laser 1 --laser-active-low --servo 0 --offset 3
# Whether a loop settles is for other cases to tell; here one reads the dot that this laser makes.
rig run "$RIGS/one-servo.yaml" --format json --steps 8 --set pins.laser.activeLow=true
expect_equal "exit code" "$status" 4
expect_between "last error that was read" "$(reported lastSeenErrorCentimeters)" -3 3
mv out first-run
mv journal first-journal
expect_equal "the laser's line after the run" "$(line 1 held) $(line 1 value)" "false 1"
stop_wall
expect_equal "the laser" "$(seen laserOn)" false
expect_equal "times that the laser was switched on" "$(seen laserSwitchedOn)" 1

start_wall --laser 1 --laser-active-low --servo 0 --offset 3
start_rig run "$RIGS/one-servo.yaml" --set pins.laser.activeLow=true --tolerance 0.01 --target 6.1
await 10 line_is 1 0
kill -KILL "$rig_process"
end_rig
stop_wall
expect_equal "the laser's line after SIGKILL" "$(line 1 held) $(line 1 value)" "false 1"
