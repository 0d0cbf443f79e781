import type { NextStep } from '../wall-port'

/** Who is on the drill's morning. Invented, all of them; the numbers are in no network's range of service. */

export interface CastAgent {
  readonly seat: string
  readonly name: string
  readonly extension: string
  readonly queues: readonly [string, ...string[]]
}

export const queueNames = ['labour', 'legal', 'member', 'from-12345'] as const
type QueueName = (typeof queueNames)[number]

/** Calls of a hundred that come in for each. */
export const queueShares: readonly [QueueName, ...QueueName[]] = [
  'labour', 'labour', 'labour', 'labour', 'labour', 'legal', 'legal', 'member', 'member', 'from-12345',
]

const names = [
  '何静', '罗敏', '彭川', '唐悦', '蒋欣', '余波', '冯雨', '邓洁', '林晓', '曾琪', '谢楠', '韩冰', '曹颖', '许诺', '魏然', '沈佳', '方圆', '袁梦',
] as const

export const agents: readonly CastAgent[] = names.map((name, index) => {
  const number = 8003 + index
  const queues: readonly [QueueName, ...QueueName[]] = index % 3 === 1 ? ['legal', 'labour', 'member'] : index % 3 === 2 ? ['member', 'labour', 'from-12345'] : ['labour', 'legal', 'from-12345']
  return { seat: String(number), name, extension: String(number - 7000), queues }
})

/** The lead at the other wall. */
export const otherLead: Pick<CastAgent, 'seat' | 'name'> = { seat: '8002', name: '赵文博' }

/** Who rings back in between. */
export const colleagues: readonly [Pick<CastAgent, 'seat' | 'name'>, ...Pick<CastAgent, 'seat' | 'name'>[]] = [otherLead, ...agents]

const surnames: readonly [string, ...string[]] = ['邢**', '秦**', '夏侯**', '龚**', '田*', '石**', '牟*', '向**', '冉**', '阳*']

export const castOf = {
  surnames,
  categories: ['WAGE', 'WAGE', 'WAGE', 'WAGE', 'CONTRACT', 'CONTRACT', 'INJURY', 'INJURY', 'SOCIAL', 'SOCIAL', 'HOURS', 'AID', 'NEWFORM', 'LEGAL', 'WOMEN', 'OTHER'],
  districts: ['500103', '500107', '500108', 'CQ-LJXQ', '500106', '500109', '500113', '500104', '500120', '500117'],
  redRisks: ['EXTREME', 'THREAT'],
  orangeRisks: ['GROUP', 'VULNERABLE', 'REPEAT', 'GATHER', 'PUBLIC'],
  breaks: ['meal', 'away', 'water'],
  busy: ['backfill', 'case-talk'],
  nextSteps: ['sign', 'contact', 'close', 'visit'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>> & { readonly nextSteps: readonly [NextStep, ...NextStep[]] }

/** `154****0018`: 154-0000-xxxx is no range of any network. */
export function maskedNumber(tail: number): string {
  return `154****${String(tail % 10_000).padStart(4, '0')}`
}
