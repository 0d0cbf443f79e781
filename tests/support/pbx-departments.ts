import { pbx } from './pbx'

/** Of the departments that were asked and are on the line, the one that came last hangs up, or the first. */
export async function departmentHangsUp(which: 'first' | 'last' = 'last'): Promise<void> {
  const channels = (await pbx.cli('core show channels concise')).split('\n').map((line) => line.split('!')[0] ?? '')
  const asked = channels.filter((name) => /^Local\/answer@department-.*;2$/.test(name)).sort()
  await pbx.cli(`channel request hangup ${asked.at(which === 'last' ? -1 : 0) ?? ''}`)
}
