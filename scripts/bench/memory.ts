import { readdirSync, readFileSync } from "node:fs";

/** Resident memory of the largest renderer process in MB, from /proc; null where there is no /proc. */
export function rendererMegabytes(): number | null {
  try {
    const sizes = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          if (!readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("--type=renderer")) return [];
          const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
          return resident ? [Number(resident) / 1024] : [];
        } catch {
          return [];
        }
      });
    return sizes.length > 0 ? Math.max(...sizes) : null;
  } catch {
    return null;
  }
}

/** Samples the renderer's memory until it is told to stop; returns the peak. */
export function watchMemory(): () => number {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, rendererMegabytes() ?? 0);
  }, 50);
  return () => {
    clearInterval(timer);
    return peak;
  };
}
