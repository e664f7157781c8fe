/** Values of a query that is put together as a text: they are bound and never stand in it. */
export class SqlParams {
  readonly values: (string | number | boolean)[] = [];
  private readonly places = new Map<string, string>();

  /** The place of a value in the text of the query; the same value has one place. */
  add(value: string | number | boolean, type: 'text' | 'float8' | 'uuid' | 'int4' | 'int8'): string {
    const key = `${type} ${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const place = `$${this.values.push(value)}::${type}`;
    this.places.set(key, place);
    return place;
  }
}
