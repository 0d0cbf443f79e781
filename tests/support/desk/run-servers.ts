import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../../electron/desk/embedded-postgres/embedded-postgres'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { putMadeCluster } from './made-cluster'
import { systemClock, systemTimers } from './system-time'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where tests ask for the address of a server of their run: `origin?<folder of the programs>`. */
    readonly runServers: string
  }
}

/** Files of many workers at once, each with several desks. */
const connections = 400

export interface RunServers {
  readonly origin: string
  /** Ends all that were asked for; nothing of them is left. */
  stop(): Promise<void>
}

/**
 * PostgreSQL for the tests of one run: one server of each kind of programs, started when a test first asks for it. What tests do to
 * a server itself they do to one of their own (`startTestPostgres`).
 */
export async function startRunServers(): Promise<RunServers> {
  // Out of reach of a Ctrl-C that ends this run.
  const ender = spawn(process.execPath, [fileURLToPath(new URL('end-servers.mjs', import.meta.url))], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(ender, 'exit')

  async function start(binDir: string): Promise<DatabaseAddress> {
    const deskDir = await mkdtemp(path.join(tmpdir(), 'lingxi-run-postgres-'))
    ender.stdin.write(`${deskDir}\n`)
    await putMadeCluster(deskDir, binDir)
    return (await startEmbeddedPostgres({ deskDir, binDir, connections, clock: systemClock, timers: systemTimers, log: () => undefined })).address
  }

  const started = new Map<string, Promise<DatabaseAddress>>()
  function addressOf(binDir: string): Promise<DatabaseAddress> {
    const address = started.get(binDir) ?? start(binDir)
    started.set(binDir, address)
    return address
  }

  const door = createServer((request, response) => {
    const [, binDir = ''] = (request.url ?? '').split('?')
    addressOf(decodeURIComponent(binDir)).then(
      (address) => response.end(JSON.stringify(address)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')

  return {
    origin: `http://127.0.0.1:${(door.address() as AddressInfo).port}/`,
    async stop() {
      door.close()
      door.closeAllConnections()
      await Promise.allSettled(started.values())
      ender.stdin.end()
      await ended
    },
  }
}

/** For vitest: before the tests of a project, and, by what it gives, after them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const servers = await startRunServers()
  project.provide('runServers', servers.origin)
  return () => servers.stop()
}
