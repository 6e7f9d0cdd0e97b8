import { createHash } from 'node:crypto';

/**
 * Counts and decides in one turn of the server, by the rules of `admit` and with the windows of
 * `isCurrent`. Answers minute and count of each subject as they were before, from which the caller
 * makes the same decisions. A count lives as long as the clocks of two hosts may ever differ.
 *
 * KEYS: one per subject. ARGV: the minute, the life of a count in ms, the claims as JSON
 * ([[subject, limit, subject, limit], …], subjects counted from 1), and what each subject is told.
 */
export const TAKE = `
local minute = tonumber(ARGV[1])
local minutes, used, answer = {}, {}, {}
for i, key in ipairs(KEYS) do
  local stored = redis.call('HMGET', key, 'minute', 'used')
  local at, count = tonumber(stored[1]), 0
  if at == minute or at == minute + 1 then count = tonumber(stored[2]) else at = minute end
  minutes[i], used[i] = at, count + tonumber(ARGV[3 + i])
  answer[2 * i - 1], answer[2 * i] = at, used[i]
end
for _, claim in ipairs(cjson.decode(ARGV[3])) do
  local free = true
  for n = 1, #claim, 2 do free = free and used[claim[n]] < claim[n + 1] end
  if free then
    for n = 1, #claim, 2 do used[claim[n]] = used[claim[n]] + 1 end
  end
end
for i, key in ipairs(KEYS) do
  redis.call('HSET', key, 'minute', minutes[i], 'used', used[i])
  redis.call('PEXPIRE', key, ARGV[2])
end
return answer
`;

export const TAKE_SHA = createHash('sha1').update(TAKE).digest('hex');
