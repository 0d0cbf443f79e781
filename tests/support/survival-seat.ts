import type { Page } from '@playwright/test'
import type { RemoteLine } from '../../renderer/console/phone/remote-line'
import type { Call, CallId } from '../../shared/calls/call'
import { defaultSettings } from '../../shared/settings/settings'
import { registered, until } from '../contract/phone-line.contract'
import { lineToPhone } from '../e2e/phone-bridge'
import { askMain } from './ask-main'
import { openCuttableLink } from './cuttable-link'
import type { CuttableLink } from './cuttable-link'
import { launchLingxi } from './lingxi-app'
import type { LingxiApp } from './lingxi-app'
import { pbx, pbxAgents } from './pbx'
import { watchConnections } from './phone-packets'
import { call } from './sipp'
import type { Caller } from './sipp'

/** The phone page of the app, registered at the PBX that is running, over a cable that can be pulled. */
export interface SurvivalSeat {
  readonly line: RemoteLine
  readonly phone: Page
  readonly link: CuttableLink
  /** A caller who rings at the seat itself, not by the queue: nobody else is tried, nothing rings again by itself. */
  ring(): Promise<{ readonly caller: Caller; readonly callId: CallId }>
  talk(): Promise<{ readonly caller: Caller; readonly callId: CallId }>
  /** Pulls the cable and puts it back once the seat has seen that it is out. */
  dropLink(): Promise<void>
  /**
   * The PBX has been told of the call over the new connection: what is asked of the call waits for that, and to answer it again
   * asks for nothing.
   */
  told(callId: CallId): Promise<void>
  find(callId: CallId): Call | undefined
  /** Within the time that every wait has, or so many milliseconds. */
  ended(callId: CallId, withinMs?: number): Promise<Extract<Call, { state: 'ended' }>>
  close(): Promise<void>
}

const password = 'a password of this seat'

export async function openSurvivalSeat(): Promise<SurvivalSeat> {
  const link = await openCuttableLink({ host: pbx.address, port: pbx.port })
  const lingxi: LingxiApp = await launchLingxi({ args: ['--desk'] })
  const page = await lingxi.page('console')
  await page.waitForFunction(() => 'lingxi' in window)
  await askMain(page, 'console', 'setPassword', { agentName: '江晓', agentNumber: '8017', password })
  const phone = await lingxi.page('phone')
  await watchConnections(phone)
  const { user } = pbxAgents.one
  const account = { ...defaultSettings.sip, ...pbxAgents.one, serverUrl: `ws://127.0.0.1:${link.port}/ws`, domain: pbx.address }
  await askMain(page, 'console', 'setSipAccount', account)
  const line = lineToPhone(lingxi.electron)
  await registered(line)

  const seat: SurvivalSeat = {
    line,
    phone,
    link,
    async ring() {
      const caller = await call({ from: '15400000001', target: user })
      const { id } = await until(line, 'a ring', ({ calls }) => calls.find(({ state }) => state === 'ringing'))
      return { caller, callId: id }
    },
    async talk() {
      const { caller, callId } = await seat.ring()
      const answered = await line.execute({ kind: 'answer', callId })
      if (!answered.ok) throw new Error(`not answered: ${answered.error.code}`)
      await caller.reached('answered')
      return { caller, callId }
    },
    async dropLink() {
      link.cut()
      await until(line, 'unreachable', ({ registration }) => registration.state === 'unreachable')
      link.mend()
    },
    async told(callId) {
      await registered(line)
      await line.execute({ kind: 'answer', callId })
    },
    find: (callId) => line.snapshot().calls.find(({ id }) => id === callId),
    ended: (callId, withinMs) =>
      until(
        line, 'its end',
        ({ calls }) => calls.find((one): one is Extract<Call, { state: 'ended' }> => one.id === callId && one.state === 'ended'),
        withinMs,
      ),
    async close() {
      await line.dispose()
      await lingxi.close()
      await link.close()
    },
  }
  return seat
}
