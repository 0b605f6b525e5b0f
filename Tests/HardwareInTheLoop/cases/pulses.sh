# Pulse widths as the kernel timed them, beside those of lgpio in the same guest.
make_chip rig 64
pulses=200
ours= theirs=
for step in -2 -1 0 1 2; do
  width=$((1500 + step * 500))
  edges --line 0 --output "rig-$width" -- \
    laserrig jog "$RIGS/full-travel.yaml" --angle $((step * 40)) --pulses $pulses >>out 2>>err
  edges --line 0 --output "lgpio-$width" -- lgservo rig 0 $width $pulses
  ours="$ours rig-$width=$width"
  theirs="$theirs lgpio-$width=$width"
done
pulses $ours >ours
pulses $theirs >theirs

expect_equal "pulses" "$(json ours pulses)" $((5 * pulses))
expect_equal "lgpio's pulses" "$(json theirs pulses)" $((5 * pulses))
expect_between "mean error of the width" "$(json ours width mean)" -0.5 0.5
expect_between "standard deviation of the width" "$(json ours width sd)" 0 0.5
expect_between "99th percentile of the width's error" "$(json ours width p99)" 0 1
expect_between "greatest error of the width" "$(json ours width max)" 0 5
# The mean by way of the mean square: by itself lgpio's may be 0, since its errors of both signs cancel.
mean_square() {
  awk -v mean="$(json "$1" width mean)" -v sd="$(json "$1" width sd)" 'BEGIN { printf "%.4f\n", mean * mean + sd * sd }'
}
expect_between "mean square beside lgpio's" "$(mean_square ours)" 0 "$(mean_square theirs)"
for statistic in sd p99 max; do
  expect_between "$statistic beside lgpio's" "$(magnitude "$(json ours width $statistic)")" 0 \
    "$(magnitude "$(json theirs width $statistic)")"
done

for file in ours theirs; do
  name=laserrig
  [ $file = ours ] || name=lgpio
  figure "$name: $(json $file pulses) pulses, width mean $(json $file width mean), sd $(json $file width sd)," \
    "p99 $(json $file width p99), max $(json $file width max) us, period sd $(json $file period sd)," \
    "max $(json $file period max) us"
done
cat rig-* | sort -n | vcd 0=servo >pulses.vcd
# A reader of such files on the host counts again.
echo "HIL pulses $(json ours pulses)"
carry pulses.vcd pulses.vcd
