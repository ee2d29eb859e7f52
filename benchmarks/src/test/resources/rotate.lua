-- For wrk: sends the requests of a file one after the other and begins again at the end. The file's name is the
-- script's argument; each line is method, path, Authorization and form, separated by tabs, the last two may be empty.
-- All requests are put together before the first is sent, so that making them costs nothing while they are measured.

local requests = {}
local last = 0

function init(args)
    for line in io.lines(args[1]) do
        local method, path, authorization, form = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
        local headers = {}
        if authorization ~= "" then
            headers["Authorization"] = authorization
        end
        if form ~= "" then
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        else
            form = nil
        end
        requests[#requests + 1] = wrk.format(method, path, headers, form)
    end
end

function request()
    last = last % #requests + 1
    return requests[last]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        "RESULT requests=%d micros=%d bytes=%d not2xx=%d broken=%d p50=%d p99=%d\n",
        summary.requests, summary.duration, summary.bytes, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
