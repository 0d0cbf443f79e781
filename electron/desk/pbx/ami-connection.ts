import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import type { Timers } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import { createAmiReader, writeAmiAction, type AmiAction, type AmiMessage } from './ami-message'

/** Where the PBX listens and as whom. SECURITY: the secret stays in the desk's memory; it is never logged and never told. */
export interface AmiAddress {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly secret: string
}

export type AmiProblem = 'unreachable' | 'timed-out' | 'login-refused' | 'closed' | 'no-ami'

/** What an action was answered. `items` are the events of a list, without its last one. */
export interface AmiAnswer {
  readonly response: AmiMessage
  readonly items: readonly AmiMessage[]
}

/** One connection, logged in. It does not come back once it has ended. */
export interface AmiConnection {
  /** `closed` when the connection ends meanwhile, `timed-out` when nobody answers; an answer of `Response: Error` is an answer. */
  ask(action: AmiAction): Promise<Result<AmiAnswer, AmiProblem>>
  close(): void
}

export interface AmiConnectionOptions {
  readonly address: AmiAddress
  readonly timers: Timers
  /** Every event that belongs to no list, in the order in which it came. */
  onEvent(event: AmiMessage): void
  /** Once, when the connection is over, whoever ended it. */
  onEnd(why: AmiProblem): void
  readonly answerMs?: number
  /** So long nothing heard, and the PBX is asked whether it is there. */
  readonly quietMs?: number
}

/** A list longer than this is none that a call centre has. */
const mostItems = 20_000

interface Asked {
  readonly items: AmiMessage[]
  response: AmiMessage | null
  settle(answer: Result<AmiAnswer, AmiProblem>): void
}

/** Connects and logs in. SECURITY: MD5 challenge, so that the secret itself does not travel (the interface has no TLS of its own by default). */
export async function openAmi(options: AmiConnectionOptions): Promise<Result<AmiConnection, AmiProblem>> {
  const { address, timers, onEvent, onEnd, answerMs = 5_000, quietMs = 5_000 } = options
  const socket = connect({ host: address.host, port: address.port })
  socket.setEncoding('utf8')
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 10_000)
  const read = createAmiReader()
  const asked = new Map<string, Asked>()
  let ids = 0
  let ended: AmiProblem | null = null
  let isOpen = false
  let quiet: { cancel(): void } | null = null

  function end(why: AmiProblem): void {
    if (ended !== null) return
    ended = why
    quiet?.cancel()
    socket.destroy()
    for (const { settle } of asked.values()) settle(err('closed'))
    asked.clear()
    if (isOpen) onEnd(why)
  }

  function hear(message: AmiMessage): void {
    const one = asked.get(message.get('ActionID') ?? '')
    const event = message.get('Event')
    if (event !== undefined && (one === undefined || event === 'OriginateResponse')) return onEvent(message)
    if (one === undefined) return
    if (event === undefined) {
      one.response = message
      if (message.get('EventList')?.toLowerCase() !== 'start') one.settle(ok({ response: message, items: [] }))
    } else if (message.get('EventList')?.toLowerCase() === 'complete') {
      if (one.response !== null) one.settle(ok({ response: one.response, items: one.items }))
    } else if (one.items.length < mostItems) one.items.push(message)
    else end('no-ami')
  }

  function ask(action: AmiAction): Promise<Result<AmiAnswer, AmiProblem>> {
    if (ended !== null) return Promise.resolve(err('closed'))
    ids += 1
    const id = `lingxi-${ids}`
    const text = writeAmiAction({ ...action, ActionID: id })
    return new Promise((resolve) => {
      const limit = timers.after(answerMs, () => end('timed-out'))
      const settle = (answer: Result<AmiAnswer, AmiProblem>) => {
        limit.cancel()
        asked.delete(id)
        resolve(answer)
      }
      asked.set(id, { items: [], response: null, settle })
      socket.write(text)
    })
  }

  /** A PBX that hangs keeps its connections: only an answer shows that it is there. */
  function watchQuiet(): void {
    quiet?.cancel()
    quiet = timers.after(quietMs, () => void ask({ Action: 'Ping' }))
  }

  socket.on('data', (piece: string) => {
    if (ended !== null) return
    watchQuiet()
    try {
      for (const message of read(piece)) hear(message)
    } catch {
      end('no-ami')
    }
  })
  socket.on('error', () => end(isOpen ? 'closed' : 'unreachable'))
  socket.on('close', () => end(isOpen ? 'closed' : 'unreachable'))

  const login = await logIn(ask, address)
  if (!login.ok) {
    const why = ended ?? login.error
    end(why)
    return err(why)
  }
  isOpen = true
  return ok({ ask, close: () => end('closed') })
}

async function logIn(ask: AmiConnection['ask'], { user, secret }: AmiAddress): Promise<Result<null, AmiProblem>> {
  const challenge = await ask({ Action: 'Challenge', AuthType: 'MD5' })
  if (!challenge.ok) return challenge
  const word = challenge.value.response.get('Challenge')
  if (word === undefined) return err('no-ami')
  const key = createHash('md5').update(word + secret, 'utf8').digest('hex')
  const login = await ask({ Action: 'Login', AuthType: 'MD5', Username: user, Key: key })
  if (!login.ok) return login
  return login.value.response.get('Response') === 'Success' ? ok(null) : err('login-refused')
}
