import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { givePbxPortsBack, refuseSecondPbx, takePbxPorts } from './pbx/one-at-a-time'
import { controlPbx, ensurePbx, pbxRoot } from './pbx/prepare-pbx.mjs'

/** Accounts of the PBX, as the console has to be configured for them (pbx/conf/pjsip.conf). */
export const pbxAgents = {
  one: { user: '1001', password: 'secret-1001' },
  two: { user: '1002', password: 'secret-1002' },
  lead: { user: '1900', password: 'secret-1900' },
} as const

export const pbxPort = 8088
export const pbxWebSocket = `ws://127.0.0.1:${pbxPort}/ws`
/** Its certificate is made for 127.0.0.1 by an authority that nobody knows, anew at every start. */
export const pbxSecureWebSocket = 'wss://127.0.0.1:8089/ws'
export const pbxDomain = '127.0.0.1'

/**
 * Starts a fresh Asterisk, building it when it is not there yet; one that a killed run left behind is ended first. There is one
 * at a time on a machine: whoever starts it has it until `stopPbx`.
 */
export async function startPbx(): Promise<void> {
  await ensurePbx()
  await takePbxPorts()
  await controlPbx('kill')
  await refuseSecondPbx()
  await controlPbx('start')
}

export async function stopPbx(): Promise<void> {
  await controlPbx('stop')
  givePbxPortsBack()
}

/** As a power cut ends it: nobody is told. */
export async function killPbx(): Promise<void> {
  await controlPbx('kill')
}

/** Ends it in an orderly way and starts it again; after `killPbx`, starts it again. Registrations are lost. */
export async function restartPbx(): Promise<void> {
  await controlPbx('restart')
}

/** What Asterisk's command line answers, e.g. to `queue show hotline`. */
export function pbxCli(command: string): Promise<string> {
  return controlPbx('cli', command)
}

/** While `work` runs the PBX hangs: its connections stay open and nothing is answered. It goes on afterwards, whatever happens. */
export async function whilePbxIsFrozen(work: () => Promise<void>): Promise<void> {
  await controlPbx('freeze')
  try {
    await work()
  } finally {
    await controlPbx('thaw')
  }
}

/** By what the certificate of the running PBX can be trusted. */
export async function pbxCertificate(): Promise<{ readonly fingerprint: string; readonly authority: string }> {
  const read = (file: string) => readFile(path.join(pbxRoot, 'etc/asterisk/keys', file), 'utf8')
  return { fingerprint: new X509Certificate(await read('server.pem')).fingerprint256, authority: await read('authority.pem') }
}
