import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { givePlaceBack, refuseSecondPbx, takePlace } from './pbx/one-at-a-time'
import { controlPbx, ensurePbx, pbxPlace, pbxRoot } from './pbx/prepare-pbx.mjs'

/** Accounts of the PBX, as the console has to be configured for them (pbx/conf/pjsip.conf). */
export const pbxAgents = {
  one: { user: '1001', password: 'secret-1001' },
  two: { user: '1002', password: 'secret-1002' },
  lead: { user: '1900', password: 'secret-1900' },
} as const

/** An Asterisk of the tests. */
export interface Pbx {
  /** Its address on the loopback, and its SIP domain. */
  readonly address: string
  readonly port: number
  readonly webSocket: string
  /** Its certificate is made for its address by an authority that nobody knows, anew at every start. */
  readonly secureWebSocket: string
  /** Where its recordings lie, and the sound that callers of 12355 hear before. */
  readonly recordings: { readonly folder: string; readonly notice: string }
  /**
   * Starts it fresh, building it when it is not there yet; one that a killed run left behind is ended first. Whoever starts it
   * has it until `stop`.
   */
  start(): Promise<void>
  stop(): Promise<void>
  /** As a power cut ends it: nobody is told. */
  kill(): Promise<void>
  /** Ends it in an orderly way and starts it again; after `kill`, starts it again. Registrations are lost. */
  restart(): Promise<void>
  /** What its command line answers, e.g. to `queue show hotline`. */
  cli(command: string): Promise<string>
  /** While `work` runs it hangs: its connections stay open and nothing is answered. It goes on afterwards, whatever happens. */
  whileFrozen(work: () => Promise<void>): Promise<void>
  /** By what the certificate of the running PBX can be trusted. */
  certificate(): Promise<{ readonly fingerprint: string; readonly authority: string }>
}

const webPort = 8088
const secureWebPort = 8089

/** @param number 1 to 40; each has an address of its own */
function createPbx(number: number): Pbx {
  const place = pbxPlace(number)
  const { address, name } = place
  return {
    address,
    port: webPort,
    webSocket: `ws://${address}:${webPort}/ws`,
    secureWebSocket: `wss://${address}:${secureWebPort}/ws`,
    recordings: { folder: path.join(pbxRoot, 'var/spool', name, 'recordings'), notice: path.join(pbxRoot, 'var/spool', name, 'recording-notice.wav') },
    async start() {
      await ensurePbx()
      await takePlace(place)
      await controlPbx(place, 'kill')
      await refuseSecondPbx(place)
      await controlPbx(place, 'start')
    },
    async stop() {
      await controlPbx(place, 'stop')
      givePlaceBack(place)
    },
    async kill() {
      await controlPbx(place, 'kill')
    },
    async restart() {
      await controlPbx(place, 'restart')
    },
    cli: (command) => controlPbx(place, 'cli', command),
    async whileFrozen(work) {
      await controlPbx(place, 'freeze')
      try {
        await work()
      } finally {
        await controlPbx(place, 'thaw')
      }
    },
    async certificate() {
      const read = (file: string) => readFile(path.join(pbxRoot, 'etc', name, 'keys', file), 'utf8')
      return { fingerprint: new X509Certificate(await read('server.pem')).fingerprint256, authority: await read('authority.pem') }
    },
  }
}

const worker = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)

/** The PBX of this process: tests that run beside each other have one each. */
export const pbx = createPbx(1 + worker)

/** Another one beside it, where a test needs two. */
export const standbyPbx = createPbx(11 + worker)
