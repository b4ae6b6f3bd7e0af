/** Times below this many ms are mostly noise. */
const noise = 4;

/** Time that this process had a processor, in ms: what others do on the machine does not count. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function bestTime(run: () => void, rounds: number): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = cpuTime();
    run();
    best = Math.min(best, cpuTime() - start);
  }
  return best;
}

/**
 * How many times longer four times the work takes: 4 for linear work, 16 for quadratic work. The best of some rounds, because
 * other processes only ever make a round slower.
 */
export function growth(work: (size: number) => void, size: number, rounds: number = 4): number {
  work(size);
  const small = bestTime(() => work(size), rounds);
  return bestTime(() => work(size * 4), rounds) / Math.max(small, noise);
}
