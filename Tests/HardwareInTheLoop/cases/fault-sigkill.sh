# SIGKILL leaves no time for anything: here the kernel frees the lines and they fall back to their pull, which is down.
# A board's kernel may leave them driven, so only an outside watchdog or an interlock covers it. The next run starts.
make_chip rig 64
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
start_endless_rig "$RIGS/parking.yaml"
kill -KILL "$rig_process"
end_rig
expect_equal "exit code" "$status" 137
expect_released 0 1
expect_equal "line 2 held" "$(line 2 held)" false
stop_wall
start_wall --laser 1 --servo 0 --offset 3
rig run "$RIGS/parking.yaml" --format json
stop_wall
expect_equal "exit code of the next run" "$status" 0
