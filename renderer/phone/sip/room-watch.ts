import type { RoomChannel, RoomNews } from './room-news'

/** Whom this seat has sent into a room. */
export interface Guest {
  readonly who: 'caller' | 'asked'
  /** As it was dialled, or as the network wrote it; empty = not known. */
  readonly number: string
}

/** Who is in a room, as far as the PBX tells. */
export interface RoomWatch {
  /** From now on that one may come. */
  expect(guest: Guest): void
  /** They do not come after all. */
  forget(guest: Guest): void
  /** Who has left by that; null = somebody who cannot be told from the others. */
  take(news: RoomNews, ownCallId: string): readonly (Guest | null)[]
  /** What the PBX says now is heard by nobody: nothing is known for sure any more. */
  lose(): void
  /** Whether the PBX has told everything since this seat came in. */
  isTold(): boolean
  /** Whether everybody has left for sure, and nobody is on the way. */
  isEmpty(): boolean
}

/**
 * Nobody else knows the number of the room, so that whoever comes is one of those whom this seat has sent there: the only one who was
 * expected, or the only one of them with that number. Anybody else is somebody.
 */
export function createRoomWatch(): RoomWatch {
  const there = new Map<string, Guest | null>()
  let expected: readonly Guest[] = []
  let hasHeard = false
  let isWhole = true

  function recognise({ number }: RoomChannel): Guest | null {
    const sameNumber = expected.filter((guest) => isSameNumber(guest.number, number))
    const only = sameNumber.length === 1 ? sameNumber : sameNumber.length === 0 && expected.length === 1 ? expected : []
    return only[0] ?? null
  }

  function arrive(channel: RoomChannel): void {
    if (there.has(channel.id)) return
    const guest = recognise(channel)
    there.set(channel.id, guest)
    if (guest !== null) expected = expected.filter((each) => each !== guest)
    // As many strangers as are still expected: it is all of them, in whatever order.
    else if ([...there.values()].filter((each) => each === null).length >= expected.length) expected = []
  }

  return {
    expect(guest) {
      expected = [...expected, guest]
    },
    forget(guest) {
      expected = expected.filter((each) => each !== guest)
    },
    take({ kind, channels }, ownCallId) {
      const others = channels.filter(({ protocolId }) => protocolId !== ownCallId)
      if (kind === 'welcome') hasHeard = true
      if (kind !== 'leave') {
        for (const channel of others) arrive(channel)
        return []
      }
      return others.map(({ id }) => {
        const guest = there.get(id) ?? null
        there.delete(id)
        return guest
      })
    },
    lose() {
      isWhole = false
    },
    isTold: () => hasHeard && isWhole,
    isEmpty: () => hasHeard && isWhole && there.size === 0 && expected.length === 0,
  }
}

/** Shorter than that it is an extension, or a code: the end of another number by chance. */
const shortestEnd = 7

/** The same digits, or one with a prefix of the network before them. */
function isSameNumber(one: string, other: string): boolean {
  const [shorter, longer] = [digitsOf(one), digitsOf(other)].sort((a, b) => a.length - b.length) as [string, string]
  return shorter !== '' && (shorter === longer || (shorter.length >= shortestEnd && longer.endsWith(shorter)))
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '')
}
