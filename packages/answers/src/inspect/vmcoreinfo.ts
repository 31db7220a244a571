/** Lines of VMCOREINFO that people look for first. */
const TELLING = [
  'OSRELEASE',
  'PAGESIZE',
  'KERNELOFFSET',
  'NUMBER(phys_base)',
  'NUMBER(PHYS_OFFSET)',
  'CRASHTIME',
];

/** What VMCOREINFO says that people look for first. Documentation/admin-guide/kdump/vmcoreinfo.rst */
export const vmcoreinfoFacts = (text: string): (readonly [string, string])[] =>
  text.split('\n').flatMap((line): (readonly [string, string])[] => {
    const [key = '', value = ''] = line.split('=');
    return TELLING.includes(key) ? [[key, value]] : [];
  });
