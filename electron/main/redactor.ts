import { errorFacts } from '../../shared/lib/error-facts'

/**
 * Takes everything out of a log entry that could belong to a person: digit runs as long as a telephone number or an ID,
 * codes of 18 letters and digits (GB 32100), secrets by the name of their key, the user's home folder, and of an error
 * everything but its kind and its place in the program.
 */
export type Redactor = (value: unknown) => unknown

const secretKey = /password|passwd|token|secret|authorization|cookie|credential/i

/** UUIDs and timestamps are kept: they tell entries apart and belong to nobody. The rest of the alternatives is masked. */
const uuid = String.raw`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`
const timestamp = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z`
const creditCode = String.raw`(?<![0-9A-Za-z])(?=[0-9A-Z]*\d)[0-9A-HJ-NP-RTUW-Y]{18}(?![0-9A-Za-z])`
const digits = String.raw`\p{Nd}(?:[\s().\-\u2010-\u2015]{0,2}\p{Nd}){6,}[Xx]?`
const pattern = new RegExp(`(?<kept>${uuid}|${timestamp})|${creditCode}|${digits}`, 'gu')

export function createRedactor(homeFolder: string): Redactor {
  return (value) => redact(value, homeFolder, 0)
}

/** A text without long numbers; `154-0000-0012` becomes `<11 digits>`. */
export function maskNumbers(text: string): string {
  return text.replace(pattern, (match, ...rest) => {
    const groups = rest.at(-1) as { kept?: string }
    return groups.kept ?? `<${match.match(/\p{Nd}/gu)?.length ?? 0} digits>`
  })
}

function redact(value: unknown, homeFolder: string, depth: number): unknown {
  if (typeof value === 'string') return maskNumbers(withoutHome(value, homeFolder))
  if (typeof value === 'number' || typeof value === 'bigint') return Math.abs(Number(value)) < 1e6 ? value : '<number>'
  if (value instanceof Error) return redactError(value, homeFolder)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= 4) return '<deep>'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, homeFolder, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      maskNumbers(key),
      secretKey.test(key) ? '<secret>' : redact(item, homeFolder, depth + 1),
    ]),
  )
}

/**
 * SECURITY: a message may quote what was at hand (JSON.parse: the file it was given), and a stack begins with it, over as
 * many lines as it has. Lines of the stack count only where they name a place in a file of the program.
 */
function redactError(error: Error, homeFolder: string): unknown {
  const { name, code } = errorFacts(error)
  const places = withoutMessage(error).split('\n').map((line) => line.trim()).filter((line) => framePattern.test(line))
  return {
    name,
    ...(code === null ? {} : { code }),
    stack: places.slice(0, 7).map((line) => maskNumbers(withoutHome(line, homeFolder))),
  }
}

const framePattern = /^at (?:[\w.<>[\]$# ]+ )?\(?(?:node:|file:|app:|\/|[A-Za-z]:[\\/])[^()]*:\d+:\d+\)?$/

function withoutMessage({ stack = '', message }: Error): string {
  const at = message === '' ? -1 : stack.indexOf(message)
  return at < 0 ? stack : stack.slice(at + message.length)
}

function withoutHome(text: string, homeFolder: string): string {
  return homeFolder === '' || homeFolder === '/' ? text : text.replaceAll(homeFolder, '~')
}
