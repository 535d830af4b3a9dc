-- The requests of one file, one after the other, and what came of them as one line of JSON.
-- BENCH_PATHS names the file; after its last line it starts again from the first.
-- BENCH_NUMBER, where given, is put after each path and counts up, so that no two requests are the same.
local before, after = {}, {}
local number = tonumber(os.getenv("BENCH_NUMBER"))
local sent = 0

function init(args)
  for path in io.lines(os.getenv("BENCH_PATHS")) do
    local request = wrk.format("GET", path)
    local stop = #"GET " + #path
    before[#before + 1] = request:sub(1, stop)
    after[#after + 1] = request:sub(stop + 1)
  end
end

function request()
  local line = sent % #before + 1
  sent = sent + 1
  return before[line] .. (number and number + sent or "") .. after[line]
end

function done(summary, latency, requests)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  print(string.format(
    '{"requests": %d, "microseconds": %d, "p50": %.1f, "p99": %.1f, "refused": %d, "broken": %d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status, broken))
end
