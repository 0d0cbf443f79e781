import { exposePage } from './expose-page'

exposePage('wall')
