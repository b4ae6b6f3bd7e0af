/** Times below this many ms are mostly noise. */
const noise = 4;

/** Linear work is about here; below it, nobody needs to look again. */
const linear = 4.75;

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
 * How many times longer four times the work takes: 4 for linear work, 16 for quadratic work. The lowest of some tries, because
 * a compilation or a collection of garbage in the wrong place makes linear work look worse, and nothing makes quadratic work
 * look linear eight times.
 */
export function growth(work: (size: number) => void, size: number, rounds: number = 3): number {
  work(size);
  let lowest = Infinity;
  for (let attempt = 0; attempt < 8 && lowest > linear; attempt++) {
    const small = bestTime(() => work(size), rounds);
    lowest = Math.min(lowest, bestTime(() => work(size * 4), rounds) / Math.max(small, noise));
  }
  return lowest;
}
