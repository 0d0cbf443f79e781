import type { Page } from '@playwright/test'

type Scope = { practicePort?: MessagePort }

/** Loads the console anew and keeps its end of the port to the phone. Not to be done during a call. */
export async function keepPracticePort(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const scope = window as unknown as Scope
    const post = MessagePort.prototype.postMessage
    MessagePort.prototype.postMessage = function (this: MessagePort, ...message: Parameters<typeof post>) {
      if ((message[0] as { kind?: string } | null)?.kind === 'ping') scope.practicePort = this
      return Reflect.apply(post, this, message)
    } as typeof post
  })
  await page.reload()
  await page.waitForFunction(() => (window as unknown as Scope).practicePort !== undefined)
}

/** Lets a scripted caller ring without going to the practice panel: what is being typed stays on the screen. */
export async function ringFromElsewhere(page: Page, callerId: string): Promise<void> {
  await page.evaluate((id) => {
    const { practicePort } = window as unknown as Scope
    practicePort?.postMessage({ kind: 'practice', requestId: `ring-${performance.now()}`, command: { kind: 'play', callerId: id } })
  }, callerId)
}
