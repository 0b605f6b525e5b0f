# An expander that ignores the pull-up: its line reads low, which means closed, and nothing shines behind it.
make_chip rig 64
make_bus
make_expander
sed -e 's/interlock: .*/interlock: {line: "pcf8574:0", activeLow: true, bias: up}/' "$RIGS/parking.yaml" >mine.yaml
start_wall --laser 1 --servo 0 --offset 3
rig run mine.yaml --format json
expect_equal "exit code" "$status" 69
expect_text "message" err 'pcf8574:0 was not seen open and closed'
rig doctor mine.yaml
expect_equal "exit code of doctor" "$status" 69
expect_text "doctor's report" out 'interlock line .*not seen open and closed'
rig doctor mine.yaml --prove-interlock
expect_equal "exit code of a proof that cannot be had" "$status" 69
expect_text "message of it" err 'pcf8574:0 reads closed for a minute'
rig run mine.yaml --format json
expect_equal "exit code after it" "$status" 69

# With a resistor of its own the line follows the lid.
start_rig doctor mine.yaml --prove-interlock
await 10 said 'open the interlock'
expander_reads ff
await 10 said 'now close it'
expander_reads 00
end_rig
expect_equal "exit code with a resistor" "$status" 0
rig run mine.yaml --format json
stop_wall
expect_equal "exit code of the run with the proof" "$status" 0
expect_dark_and_released
