import { describe, expect, it } from 'vitest'
import areaCodes from '../../../shared/callers/area-codes.json'
import { readDutyList, writeDutyList } from '../../../shared/help/duty-list'
import { areaOfPlace, emergencyDial } from '../../../shared/help/emergency-number'

const dialAt = (place: string) => {
  const area = areaOfPlace(place, areaCodes, '023')
  return emergencyDial('110', area.kind === 'elsewhere' ? area.areaCode : null, '023')
}

describe('the emergency number of the place', () => {
  it.each([
    ['重庆市渝北区龙溪街道', '110'],
    ['广东省东莞市长安镇厚街', '0769110'],
    ['四川眉山东坡区', '028110'],
    ['北京市朝阳区', '010110'],
    ['上海浦东', '021110'],
    // Called after a city, and standing at home.
    ['渝中区南京路 12 号', '110'],
    ['江北区成都小区 3 栋', '110'],
    ['重庆市九龙坡区，老家成都', '110'],
    ['', '110'],
  ])('%s: %s', (place, number) => expect(dialAt(place)).toBe(number))

  it('tells a place it does not know from one at home', () => {
    expect(areaOfPlace('三楼的工棚', areaCodes, '023')).toEqual({ kind: 'unknown' })
    expect(areaOfPlace('重庆', areaCodes, '023')).toEqual({ kind: 'here' })
  })

  it('serves a hotline of another city the other way round', () => {
    const area = areaOfPlace('重庆市渝北区', areaCodes, '0769')
    expect(emergencyDial('120', area.kind === 'elsewhere' ? area.areaCode : null, '0769')).toBe('023120')
  })
})

describe('the duty list as somebody types it', () => {
  it('reads a name and a number a line, in the order in which they are rung', () => {
    expect(readDutyList('值班班长 1900\n王主任：９154 0000 0010\n\nLi, Min +86-154-0000-0011').contacts).toEqual([
      { name: '值班班长', number: '1900' }, { name: '王主任', number: '915400000010' }, { name: 'Li, Min', number: '+8615400000011' },
    ])
  })

  it('says which lines it cannot read, and keeps the others', () => {
    expect(readDutyList('值班班长\n王主任 1900\n12')).toMatchObject({ contacts: [{ name: '王主任' }], unread: [1, 3] })
  })

  it('writes down what it reads again', () => {
    const { contacts } = readDutyList('值班班长 1900\n王 主任 *72')
    expect(readDutyList(writeDutyList(contacts)).contacts).toEqual(contacts)
  })
})
