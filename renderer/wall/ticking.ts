type Paint = (now: number) => void

const painters = new Set<Paint>()
let timer: ReturnType<typeof setInterval> | null = null

/**
 * One clock for all times on the wall: each second it writes into their elements, past React. A hundred rows with a timer each would
 * else be drawn anew every second. Returns the way to stop.
 */
export function onTick(paint: Paint): () => void {
  painters.add(paint)
  timer ??= setInterval(() => {
    const now = Date.now()
    for (const each of painters) each(now)
  }, 1000)
  return () => {
    painters.delete(paint)
    if (painters.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}
