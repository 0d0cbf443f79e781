import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeMedia } from '../../contract/phone-line.fakes'
import { eventually } from './phone.fixture'
import { answerTo, headerOf, okTo, openRawPbx } from './raw-pbx.fixture'
import type { RawPbx } from './raw-pbx.fixture'

/** After a lost connection the PBX knows where a call is only once it has heard a re-INVITE from there. */

let pbx: RawPbx

beforeEach(async () => {
  pbx = await openRawPbx()
})

afterEach(() => pbx.stop())

const reInvites = () => pbx.received.filter((message) => message.startsWith('INVITE') && headerOf(message, 'to').includes('tag='))
const call = () => pbx.line.snapshot().calls[0]
const state = () => pbx.line.snapshot().registration.state

async function breakAndMend(): Promise<void> {
  pbx.wire.cut()
  await eventually(() => state() === 'unreachable')
  pbx.wire.mend()
  await eventually(() => state() === 'registered')
}

/** Long enough for another try. */
async function severalPings(): Promise<void> {
  const count = () => pbx.received.filter((message) => message.startsWith('OPTIONS')).length
  const before = count()
  await eventually(() => count() > before + 3)
}

/** Answers every re-INVITE like that, in the order they come; the last answer stays. */
function answerReInvites(...answers: readonly ((request: string) => string | null)[]): void {
  const left = [...answers]
  pbx.answerTo = (request) => {
    if (!request.startsWith('INVITE')) return okTo(request)
    const answer = left.length > 1 ? left.shift() : left[0]
    return answer?.(request) ?? null
  }
}

const yes = (request: string) => okTo(request, 'v=0\r\n')
const silence = () => null

/** Media that know whether they are cut off, and whether each offer of theirs restarts ICE. */
function mediaCutOff(isCutOff: () => boolean) {
  const restarts: unknown[] = []
  const media = createFakeMedia()
  const openCall: typeof media.openCall = (id) => {
    const audio = media.openCall(id)
    return {
      ...audio,
      isCutOff,
      createSessionDescriptionHandler(session) {
        const handler = audio.createSessionDescriptionHandler(session)
        const getDescription: typeof handler.getDescription = (options, modifiers) => {
          restarts.push((options as { offerOptions?: RTCOfferOptions } | undefined)?.offerOptions?.iceRestart)
          return handler.getDescription(options, modifiers)
        }
        return { ...handler, getDescription }
      },
    }
  }
  return { media: { ...media, openCall }, restarts }
}

describe('a call after its connection was lost', () => {
  it('is told to the PBX once', async () => {
    await pbx.talking()
    answerReInvites(yes)
    await breakAndMend()
    await eventually(() => reInvites().length === 1)
    await severalPings()
    expect(call()).toMatchObject({ state: 'live', hold: 'off' })
    expect(reInvites()).toHaveLength(1)
  })

  it('is told to the PBX although a hold was under way when the connection broke: that has failed, and can be asked for again', async () => {
    const { id } = await pbx.talking()
    answerReInvites(silence, yes)
    const held = pbx.line.execute({ kind: 'hold', callId: id })
    await eventually(() => reInvites().length === 1)
    await breakAndMend()
    expect(await held).toMatchObject({ ok: false })
    await eventually(() => reInvites().length === 2)
    expect(call()).toMatchObject({ state: 'live', hold: 'off' })
    expect(await pbx.line.execute({ kind: 'hold', callId: id })).toMatchObject({ ok: true })
  })

  it('can be put on hold at once: that waits for its turn', async () => {
    const { id } = await pbx.talking()
    answerReInvites(silence, yes)
    await breakAndMend()
    const [refresh] = await eventually(() => (reInvites().length === 1 ? reInvites() : null))
    const held = pbx.line.execute({ kind: 'hold', callId: id })
    await severalPings()
    await pbx.send(yes(refresh ?? ''))
    expect(await held).toMatchObject({ ok: true })
    expect(call()).toMatchObject({ state: 'live', hold: 'held' })
  })

  it.each([false, true])('looks for another way of its sound only where that was cut off too (%s)', async (isCutOff) => {
    await pbx.stop()
    const { media, restarts } = mediaCutOff(() => isCutOff)
    pbx = await openRawPbx({ media })
    await pbx.talking()
    answerReInvites(yes)
    await breakAndMend()
    await eventually(() => reInvites().length === 1)
    expect(restarts.at(-1)).toBe(isCutOff)
  })

  it('asks for another way of its sound as soon as that is cut off, also while the connection stands, and lives', async () => {
    await pbx.stop()
    const { media, restarts } = mediaCutOff(() => true)
    pbx = await openRawPbx({ media })
    await pbx.talking()
    answerReInvites(yes)
    media.tell('media-cut-off')
    await eventually(() => reInvites().length === 1)
    expect(restarts.at(-1)).toBe(true)
    expect(call()).toMatchObject({ state: 'live' })
  })

  it.each([
    ['the far end renegotiates at the same moment', '491 Request Pending'],
    ['the PBX cannot just now', '503 Service Unavailable'],
  ])('is told again when %s', async (_what, status) => {
    await pbx.talking()
    answerReInvites((request) => answerTo(request, status), yes)
    await breakAndMend()
    await eventually(() => reInvites().length === 2)
    expect(call()).toMatchObject({ state: 'live' })
  })

  it('is not told again when the PBX will have none of it', async () => {
    const { send } = await pbx.talking()
    answerReInvites((request) => answerTo(request, '488 Not Acceptable Here'))
    await breakAndMend()
    await eventually(() => reInvites().length === 1)
    await severalPings()
    await send('BYE', {})
    await eventually(() => call()?.state === 'ended')
    expect(call()).toMatchObject({ outcome: { kind: 'completed', endedBy: 'caller' } })
    expect(reInvites()).toHaveLength(1)
  })

  it('that the PBX knows no more is lost, also when it was told late', async () => {
    await pbx.talking()
    answerReInvites(
      (request) => answerTo(request, '491 Request Pending'),
      (request) => answerTo(request, '481 Call/Transaction Does Not Exist'),
    )
    await breakAndMend()
    await eventually(() => call()?.state === 'ended')
    expect(call()).toMatchObject({ outcome: { kind: 'lost', cause: 'signalling' } })
  })

  it('is told once more at once when the answer was lost with a second connection, and is not given up for it', async () => {
    await pbx.talking()
    let first = ''
    answerReInvites((request) => {
      first = request
      return null
    }, yes)
    await breakAndMend()
    await eventually(() => first !== '')
    await breakAndMend()
    await eventually(() => reInvites().length === 2)
    // Had the PBX answered the first one, it would take no other before the ACK to that.
    const acknowledged = pbx.received.findIndex((message) => message.startsWith('ACK') && headerOf(message, 'cseq') === headerOf(first, 'cseq').replace('INVITE', 'ACK'))
    expect(acknowledged).toBeGreaterThan(pbx.received.indexOf(first))
    expect(acknowledged).toBeLessThan(pbx.received.indexOf(reInvites()[1] ?? ''))
    await pbx.send(answerTo(first, '408 Request Timeout'))
    await severalPings()
    expect(call()).toMatchObject({ state: 'live' })
  })
})
