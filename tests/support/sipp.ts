import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { pbx, type Pbx } from './pbx'

const scenarioFile = fileURLToPath(new URL('pbx/sipp/caller.xml', import.meta.url))
const pbxSipPort = 5160
/** Of the trunk in `pjsip.conf`. */
const outsidePort = 5170
const longestCallMs = 120_000

/** Who calls, and whom. */
export type CallerOptions = {
  /** The user part of From, exactly as a trunk would write it: `13812345678`, `+8613812345678`, `anonymous`. */
  readonly from: string
  readonly displayName?: string
  /** The number in P-Asserted-Identity, where the trunk knows better than From. */
  readonly assertedIdentity?: string
  /** What is called: the hotline, or an agent's number. */
  readonly target?: string
  /** The PBX that is called; the one of this process unless told. */
  readonly at?: Pbx
  /** Further headers of the INVITE, e.g. `{ 'X-Call-Id': '42', Privacy: 'id' }`. */
  readonly headers?: Readonly<Record<string, string>>
}

/** How a call ended, seen from the caller. */
export type CallerEnd = 'hung up' | 'hung up on' | 'gave up' | `rejected ${string}`

/** How far a call has come, seen from the caller. */
export type CallerStep = 'calling' | 'ringing' | 'answered' | 'pressed'

/** A caller on the line. A 440 Hz tone is heard from it once somebody has answered. */
export type Caller = {
  /** Fails when the call went another way than a call can go; the SIP messages are in the error. */
  readonly ended: Promise<CallerEnd>
  /** Waits until the far end rings, or has answered; fails when the call ends before that. */
  reached(step: CallerStep): Promise<void>
  /** Hangs up, or gives up while it still rings. */
  hangUp(): Promise<CallerEnd>
  /** Presses a key (told to the PBX by SIP INFO); the PBX has taken it when this resolves, and the next one may follow. */
  press(key: string): Promise<void>
}

let calls = 0

/** Whoever is rung outside next answers at once, once; `gone` when nobody is to be rung any more. */
export function answerOutside(at: Pbx = pbx): { gone(): Promise<void> } {
  // The built-in scenario of a telephone that is picked up.
  const sipp = spawn('sipp', ['-sn', 'uas', '-i', at.address, '-mi', at.address, '-p', String(outsidePort), '-m', '1', '-nostdin', '-timeout', `${longestCallMs}ms`], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve, reject) => sipp.once('error', reject).once('close', () => resolve()))
  ended.catch(() => {})
  return {
    gone() {
      sipp.kill()
      return ended
    },
  }
}

/** Calls the PBX the way a trunk does, with sipp; the INVITE is under way when this resolves. */
export async function call(options: CallerOptions): Promise<Caller> {
  calls += 1
  const folder = await mkdtemp(path.join(tmpdir(), 'caller-'))
  const callId = `caller-${process.pid}-${calls}`
  const { address } = options.at ?? pbx
  const port = await freePort(address)
  await writeFile(path.join(folder, 'caller.xml'), await scenario(options, callId, folder))
  await writeFile(path.join(folder, 'tone.ulaw'), tone())

  const logFile = path.join(folder, 'caller.log')
  const run = runSipp(folder, callId, { address, port }, logFile)
  const ended = run.then(({ end }) => end)
  // A test that fails earlier never looks at the end.
  ended.catch(() => {})
  await reached('calling', logFile, run)
  let pressed = 0
  const tell = (method: string, headers: readonly string[] = []) => send({ address, port }, request(method, callId, headers))
  return {
    ended,
    reached: (step) => reached(step, logFile, run),
    hangUp: async () => {
      await tell('INFO')
      return ended
    },
    async press(key) {
      pressed += 1
      await tell('MESSAGE', [`X-Key: ${key}`])
      await reached('pressed', logFile, run, pressed)
    },
  }
}

async function scenario(options: CallerOptions, callId: string, folder: string): Promise<string> {
  const { from, displayName, assertedIdentity, target = '12351', headers = {} } = options
  const asserted = assertedIdentity === undefined ? {} : { 'P-Asserted-Identity': `<sip:${assertedIdentity}@127.0.0.1>` }
  const lines = Object.entries({ 'User-Agent': 'caller', ...asserted, ...headers }).map(([name, value]) => `${name}: ${value}`)
  const words: Record<string, string> = {
    target,
    identity: `${displayName === undefined ? '' : `"${displayName}" `}<sip:${from}@127.0.0.1>`,
    branch: `z9hG4bK-${callId}`,
    headers: lines.join('\n'),
    audio: path.join(folder, 'tone.ulaw'),
  }
  return (await readFile(scenarioFile, 'utf8')).replace(/\{\{(\w+)\}\}/g, (_, word: string) => words[word] ?? '')
}

/** How a call ended, and every step it took on the way. */
type SippRun = { readonly end: CallerEnd; readonly log: string }

/** Where a caller is: at the address of the PBX that is called. */
type CallerPlace = { readonly address: string; readonly port: number }

async function runSipp(folder: string, callId: string, { address, port }: CallerPlace, logFile: string): Promise<SippRun> {
  const messageFile = path.join(folder, 'messages.log')
  const sipp = spawn(
    'sipp',
    [
      ...[`${address}:${pbxSipPort}`, '-sf', 'caller.xml', '-m', '1', '-i', address, '-mi', address, '-p', String(port)],
      ...['-cid_str', callId, '-nostdin', '-timeout', `${longestCallMs}ms`, '-timeout_error'],
      ...['-trace_logs', '-log_file', logFile, '-trace_msg', '-message_file', messageFile, '-trace_err'],
    ],
    { cwd: folder, stdio: 'ignore' },
  )
  const code = await new Promise<number | null>((resolve, reject) => sipp.once('error', reject).once('close', resolve))
  const log = await readLog(logFile)
  const messages = await readLog(messageFile)
  await rm(folder, { recursive: true, force: true })
  if (code !== 0) throw new Error(`sipp ended with ${code}: ${log}\n${messages}`)
  return { end: endIn(log), log }
}

async function reached(step: CallerStep, logFile: string, run: Promise<SippRun>, times = 1): Promise<void> {
  for (;;) {
    const over = await Promise.race([run, delay(20, undefined)])
    const log = over?.log ?? (await readLog(logFile))
    if (log.split(step).length > times) return
    if (over) throw new Error(`The call was over (${over.end}) and never ${step}.`)
  }
}

function readLog(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}

function endIn(log: string): CallerEnd {
  const last = log.trim().split('\n').at(-1)?.trim() ?? ''
  if (last === 'hung up' || last === 'hung up on' || last === 'gave up') return last
  if (last.startsWith('rejected ')) return `rejected ${last.slice('rejected '.length)}`
  throw new Error(`sipp's log says nothing of an end: ${log}`)
}

/** A request that sipp counts to the call because of its Call-ID; nobody waits for an answer. */
function request(method: string, callId: string, headers: readonly string[]): string {
  return [
    `${method} sip:caller@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-${method}-${Date.now()}`,
    'From: <sip:test@127.0.0.1>;tag=test',
    'To: <sip:caller@127.0.0.1>',
    `Call-ID: ${callId}`,
    `CSeq: 1 ${method}`,
    ...headers,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n')
}

function send({ address, port }: CallerPlace, message: string): Promise<void> {
  const socket = createSocket('udp4')
  return new Promise((resolve, reject) => {
    socket.send(message, port, address, (error) => {
      socket.close()
      if (error) reject(error)
      else resolve()
    })
  })
}

async function freePort(address: string): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, address, resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(resolve))
  return port
}

/** Two seconds of 440 Hz in G.711 mu-law, 8 kHz. */
function tone(): Uint8Array {
  return Uint8Array.from({ length: 16_000 }, (_, i) => muLaw(8_000 * Math.sin((2 * Math.PI * 440 * i) / 8_000)))
}

/** ITU-T G.711: sign, three bits of exponent, four of mantissa, all inverted. */
function muLaw(sample: number): number {
  const biased = Math.min(Math.abs(sample), 32_635) + 132
  const exponent = Math.floor(Math.log2(biased)) - 7
  const mantissa = (biased >> (exponent + 3)) & 0x0f
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff
}
