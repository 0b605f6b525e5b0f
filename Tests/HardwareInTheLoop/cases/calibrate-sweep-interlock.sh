# A sweep with the lid open begins not at all; one whose lid opens ends, dark at once.
. /lib/interlock-opened.sh
make_chip rig 64
pull 2 down
cp "$RIGS/parking.yaml" mine.yaml
start_wall --laser 1 --servo 0 --distance 115 --offset 3
rig calibrate mine.yaml --sweep --distance 115 --write
expect_equal "exit code with the lid open" "$status" 6
expect_equal "pulses seen with the lid open" "$(pulses_seen)" 0
pull 2 up
start_rig calibrate mine.yaml --sweep --distance 115 --write
await 10 line_is 1 1
await 10 pulses_reach 50
dark_once_opened 5
expect_equal "what became of the file" "$(cmp mine.yaml "$RIGS/parking.yaml" && echo same)" same
expect_dark_and_released
figure "dark after $delay ms"
