const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The UTF-8 text that base64 stands for (ODK XForms, base64-decode); empty where it is no base64 or no UTF-8. */
export function decodeBase64(text: string): string {
  const letters = text.replace(/\s/g, '').replace(/={0,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(letters) || letters.length % 4 === 1) return '';
  let escaped = '';
  let bits = 0;
  let width = 0;
  for (const letter of letters) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffff;
    width += 6;
    if (width < 8) continue;
    width -= 8;
    escaped += `%${((bits >> width) & 0xff).toString(16).padStart(2, '0')}`;
  }
  return isUtf8(escaped) ? decodeURIComponent(escaped) : '';
}

/** Well-formed sequences of UTF-8 (Unicode, table 3-7), each byte written as `%xx`. */
const UTF8 =
  /^(?:%[0-7].|%(?:c[2-9a-f]|d.)%[89ab].|%e0%[ab].%[89ab].|%(?:e[1-9a-cef])(?:%[89ab].){2}|%ed%[89].%[89ab].|%f0%[9ab].(?:%[89ab].){2}|%f[1-3](?:%[89ab].){3}|%f4%8.(?:%[89ab].){2})*$/;

function isUtf8(escaped: string): boolean {
  return UTF8.test(escaped);
}
