import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { artifactsDir, rootDir } from '../../electron/dev/paths.mjs'
import type { CacheKeys } from './fill-cache-script'

/** Practice is the one mode that rings by itself, and the one that seals nothing: the bench needs one that does both. */
export const sealedPracticeKeys: CacheKeys = { seal: Array.from({ length: 32 }, () => 7), index: Array.from({ length: 32 }, () => 9) }

const openInPractice = /if \(mode === "practice"\) return \{\s*sealing: \{ kind: "open" \},\s*unsealed: \{\}\s*\};/
const bytes = (values: readonly number[]) => `new Uint8Array([${values.join()}])`

/**
 * A copy of the built app whose practice seals as a desk does, with keys that the bench knows; nothing else is different. Gives its folder.
 *
 * @throws when the built console takes its keys in another way than this knows
 */
export async function makeSealedPractice(): Promise<string> {
  const folder = path.join(artifactsDir, 'sealed-practice')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await cp(path.join(rootDir, 'out'), path.join(folder, 'out'), { recursive: true, filter: (file) => !file.endsWith('.map') })
  const { name, productName, version, main } = JSON.parse(await readFile(path.join(rootDir, 'package.json'), 'utf8')) as Record<string, string>
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name, productName, version, main }))
  const assets = path.join(folder, 'out', 'renderer', 'assets')
  let changed = 0
  for (const file of (await readdir(assets)).filter((each) => each.endsWith('.js'))) {
    const code = await readFile(path.join(assets, file), 'utf8')
    if (!openInPractice.test(code)) continue
    const { seal, index } = sealedPracticeKeys
    const sealed = `if (mode === "practice") return { sealing: await importSealing({ seal: ${bytes(seal)}, index: ${bytes(index)} }), unsealed: {} };`
    await writeFile(path.join(assets, file), code.replace(openInPractice, sealed))
    changed += 1
  }
  if (changed !== 1) throw new Error(`${changed} files of the built console take keys as this expects, not one`)
  return folder
}
