import path from 'node:path'
import { modeSchema } from '../../shared/settings/settings'
import type { Mode } from '../../shared/settings/settings'

/** What argv and the environment ask of this start. */
export interface LaunchOptions {
  /** Wins over the settings: `--practice`, `--desk`, `--shared-desk` or LINGXI_MODE. */
  readonly mode: Mode | null
  /** LINGXI_USER_DATA: another folder for everything that is kept, absolute. */
  readonly userData: string | null
  /** LINGXI_TEST=1: media over the loopback interface. Weakens no border. */
  readonly test: boolean
}

/** The first one that is there wins. */
const modeArguments: Readonly<Record<string, Mode>> = { '--practice': 'practice', '--desk': 'desk-here', '--shared-desk': 'desk-shared' }

export function readLaunchOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LaunchOptions {
  const userData = env['LINGXI_USER_DATA']
  return {
    mode: modeFrom(argv, env['LINGXI_MODE']),
    userData: userData ? path.resolve(userData) : null,
    test: env['LINGXI_TEST'] === '1',
  }
}

/** The arguments for a start in the mode that was just chosen: one that argv asked for would win over it. */
export function withoutMode(argv: readonly string[]): string[] {
  return argv.filter((argument) => !Object.hasOwn(modeArguments, argument))
}

function modeFrom(argv: readonly string[], fromEnvironment: string | undefined): Mode | null {
  for (const [argument, asked] of Object.entries(modeArguments)) if (argv.includes(argument)) return asked
  const mode = modeSchema.safeParse(fromEnvironment)
  return mode.success ? mode.data : null
}
