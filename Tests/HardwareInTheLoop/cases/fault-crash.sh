# A crash, and a signal that is not awaited, switch the laser off before the process dies of them. The wall sees it
# happen: lines that the kernel alone takes back leave no trace.
make_chip rig 64
pull 2 up
for signal in SEGV:139 ABRT:134 USR1:138; do
  start_wall --laser 1 --servo 0 --offset 3
  start_endless_rig "$RIGS/parking.yaml"
  expect_equal "${signal%:*}: the laser's line before" "$(line 1 value)" 1
  kill -"${signal%:*}" "$rig_process"
  end_rig
  stop_wall
  expect_equal "${signal%:*}: exit code" "$status" "${signal#*:}"
  expect_dark_and_released
done
