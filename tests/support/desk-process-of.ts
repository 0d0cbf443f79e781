import type { LingxiApp } from './lingxi-app'

/** The process of the desk that a running app has started. */
export async function deskProcessOf({ electron }: Pick<LingxiApp, 'electron'>): Promise<number> {
  const pid = await electron.evaluate(({ app }) => {
    const desk = app.getAppMetrics().find((process) => process.type === 'Utility' && process.name === 'Lingxi desk')
    return desk?.pid ?? 0
  })
  if (pid === 0) throw new Error('no desk runs')
  return pid
}
