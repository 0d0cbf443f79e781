import { open } from 'node:fs/promises'
import path from 'node:path'
import type { AnswerOf, FailureOf, RequestOf } from '../../shared/ipc/page-api'
import type { Clock } from '../../shared/lib/clock'
import { errorFacts } from '../../shared/lib/error-facts'
import { err, ok, type Result } from '../../shared/lib/result'
import type { Mode } from '../../shared/settings/settings'
import { isDiskFull } from './disk-full'
import { writeDurably } from './durable-file'
import type { Log } from './log'
import { mostFileBytes, readUnsentFile, sealUnsentFile, type UnsentFile } from './unsent-file'

type Answering<N extends 'exportUnsent' | 'chooseUnsentFile' | 'openUnsentFile'> = Promise<Result<AnswerOf<'console', N>, FailureOf<'console', N>>>

/** The three calls behind which unsent work is carried from seat to seat. */
export interface UnsentTransfer {
  exportUnsent(request: RequestOf<'console', 'exportUnsent'>): Answering<'exportUnsent'>
  chooseUnsentFile(): Answering<'chooseUnsentFile'>
  openUnsentFile(request: RequestOf<'console', 'openUnsentFile'>): Answering<'openUnsentFile'>
}

export interface UnsentTransferPorts {
  readonly mode: Mode | null
  seatCode(): string | null
  readonly clock: Clock
  readonly log: Log
  /** Where the file goes; null when the person would rather not. */
  askWhereTo(suggested: string): Promise<string | null>
  /** Which file; null when the person would rather not. */
  askWhich(): Promise<string | null>
}

export const unsentExtension = 'lxo'

/**
 * Seals unsent work with a passphrase into a file, and opens such a file. The page hands over the words and gets them back: main
 * keeps neither, nor the passphrase. The chosen file stays in memory until another is chosen.
 */
export function createUnsentTransfer(ports: UnsentTransferPorts): UnsentTransfer {
  const { mode, clock, log } = ports
  let chosen: UnsentFile | null = null

  return {
    async exportUnsent({ passphrase, content, drafts, submissions }) {
      const seatCode = ports.seatCode()
      if (mode === null || seatCode === null) return err({ code: 'not-signed-in' })
      const made = clock.now()
      try {
        const file = await ports.askWhereTo(unsentFileName(made, seatCode, drafts + submissions))
        if (file === null) return ok({ file: null })
        const target = path.extname(file) === '' ? `${file}.${unsentExtension}` : file
        await writeDurably(target, await sealUnsentFile(content, { mode, made, seat: seatCode, drafts, submissions }, passphrase))
        return ok({ file: path.basename(target) })
      } catch (error) {
        log.error('unsent-work-not-exported', { ...errorFacts(error) })
        return err({ code: isDiskFull(error) ? 'full' : 'not-saved' })
      }
    },
    async chooseUnsentFile() {
      chosen = null
      try {
        const file = await ports.askWhich()
        if (file === null) return ok(null)
        const read = readUnsentFile(await readLimited(file))
        if (!read.ok) return read
        if (read.value.facts.mode !== mode) return err({ code: 'other-mode' })
        chosen = read.value
        const { made, seat, drafts, submissions } = chosen.facts
        return ok({ made, seat, drafts, submissions })
      } catch (error) {
        log.error('unsent-file-not-read', { ...errorFacts(error) })
        return err({ code: 'unreadable' })
      }
    },
    async openUnsentFile({ passphrase }) {
      if (chosen === null) return err({ code: 'no-file' })
      const opened = await chosen.open(passphrase)
      return opened.ok ? ok({ content: opened.value }) : opened
    },
  }
}

/** In the hotline's local time; nothing in it is about a person. */
function unsentFileName(made: number, seat: string, count: number): string {
  const time = new Date(made + 8 * 3_600_000).toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')
  return `lingxi-unsent-${time}-${seat}-${count}.${unsentExtension}`
}

/** Whatever the folder claims, never more than a file of ours may have. */
async function readLimited(file: string): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    if (size > mostFileBytes) throw new Error('too large for a file of unsent work')
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
