/**
 * The Open Badges 3.0 data model as a table: what each class must have and what its members are.
 * @see Open Badges 3.0, "Data Model"
 */
export type Kind =
  | 'text'
  | 'time'
  | 'number'
  | 'boolean'
  | 'status'
  | 'language'
  | 'jws'
  | ClassName
  | readonly string[];

export interface Rule {
  readonly kind: Kind;
  readonly many?: true;
  readonly required?: true;
  /** A URI may stand for the whole object. */
  readonly orUri?: true;
}

export interface ClassRule {
  /** `listed` may name other types beside; `exact` is this one word. */
  readonly type: 'listed' | 'exact' | 'free' | 'none';
  readonly members: Readonly<Record<string, Rule>>;
  /** No other members allowed. */
  readonly closed?: true;
}

const text = { kind: 'text' } as const;
const needText = { kind: 'text', required: true } as const;
const time = { kind: 'time' } as const;
const one = <K extends Kind>(kind: K) => ({ kind }) as const;
const need = <K extends Kind>(kind: K) => ({ kind, required: true }) as const;
const many = <K extends Kind>(kind: K) => ({ kind, many: true }) as const;

const identifierTypes =
  'name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn issn lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId ltiPlatformId ltiUserId identifier'.split(
    ' ',
  );
const achievementTypes =
  'Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge BachelorDegree Certificate CertificateOfCompletion Certification CommunityService Competency Course CoCurricular Degree Diploma DoctoralDegree Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram License Membership ProfessionalDoctorate QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential ResearchDoctorate SecondarySchoolDiploma'.split(
    ' ',
  );
const targetTypes =
  'ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel CTDL'.split(
    ' ',
  );
const resultTypes =
  'GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result RubricCriterion RubricCriterionLevel RubricScore ScaledScore Status'.split(
    ' ',
  );
/** Stands for every word that begins with it. */
export const extension = 'ext:';
const statuses = 'Completed Enrolled Failed InProgress OnHold Provisional Withdrew'.split(' ');

const endorsements = { endorsement: many('EndorsementCredential'), endorsementJwt: many('jws') };
const credentialMembers = {
  id: needText,
  description: text,
  awardedDate: time,
  issuer: { kind: 'Profile', required: true, orUri: true },
  validFrom: { kind: 'time', required: true },
  validUntil: time,
  proof: many('Proof'),
  credentialSchema: many('CredentialSchema'),
  credentialStatus: one('CredentialStatus'),
  refreshService: one('RefreshService'),
  termsOfUse: many('TermsOfUse'),
} as const;

export const badgeClasses: Readonly<Record<ClassName, ClassRule>> = {
  Credential: {
    type: 'none',
    members: {
      ...credentialMembers,
      ...endorsements,
      name: text,
      image: one('Image'),
      credentialSubject: need('AchievementSubject'),
      evidence: many('Evidence'),
    },
  },
  EndorsementCredential: {
    type: 'listed',
    members: { ...credentialMembers, name: needText, credentialSubject: need('EndorsementSubject') },
  },
  EndorsementSubject: { type: 'listed', members: { id: needText, endorsementComment: text } },
  AchievementSubject: {
    type: 'listed',
    members: {
      id: text,
      activityEndDate: time,
      activityStartDate: time,
      creditsEarned: one('number'),
      achievement: need('Achievement'),
      identifier: many('IdentityObject'),
      image: one('Image'),
      licenseNumber: text,
      narrative: text,
      result: many('Result'),
      role: text,
      source: one('Profile'),
      term: text,
    },
  },
  IdentityObject: {
    type: 'exact',
    closed: true,
    members: {
      hashed: need('boolean'),
      identityHash: needText,
      identityType: need([...identifierTypes, extension]),
      salt: text,
    },
  },
  IdentifierEntry: {
    type: 'exact',
    closed: true,
    members: { identifier: needText, identifierType: need([...identifierTypes, extension]) },
  },
  Achievement: {
    type: 'listed',
    members: {
      ...endorsements,
      id: needText,
      alignment: many('Alignment'),
      achievementType: one([...achievementTypes, extension]),
      creator: one('Profile'),
      creditsAvailable: one('number'),
      criteria: need('Criteria'),
      description: needText,
      fieldOfStudy: text,
      humanCode: text,
      image: one('Image'),
      inLanguage: one('language'),
      name: needText,
      otherIdentifier: many('IdentifierEntry'),
      related: many('Related'),
      resultDescription: many('ResultDescription'),
      specialization: text,
      tag: many('text'),
      version: text,
    },
  },
  Alignment: {
    type: 'listed',
    members: {
      targetCode: text,
      targetDescription: text,
      targetName: needText,
      targetFramework: text,
      targetType: one([...targetTypes, extension]),
      targetUrl: needText,
    },
  },
  Criteria: { type: 'none', members: { id: text, narrative: text } },
  Evidence: {
    type: 'listed',
    members: { id: text, narrative: text, name: text, description: text, genre: text, audience: text },
  },
  Image: { type: 'exact', closed: true, members: { id: needText, caption: text } },
  Related: { type: 'listed', members: { id: needText, inLanguage: one('language'), version: text } },
  Result: {
    type: 'listed',
    members: {
      achievedLevel: text,
      alignment: many('Alignment'),
      resultDescription: text,
      status: one(statuses),
      value: text,
    },
  },
  ResultDescription: {
    type: 'listed',
    members: {
      id: needText,
      alignment: many('Alignment'),
      allowedValue: many('text'),
      name: needText,
      requiredLevel: text,
      requiredValue: text,
      resultType: need([...resultTypes, extension]),
      rubricCriterionLevel: many('RubricCriterionLevel'),
      valueMax: text,
      valueMin: text,
    },
  },
  RubricCriterionLevel: {
    type: 'listed',
    members: {
      id: needText,
      alignment: many('Alignment'),
      description: text,
      level: text,
      name: needText,
      points: text,
    },
  },
  Profile: {
    type: 'listed',
    members: {
      ...endorsements,
      id: needText,
      name: text,
      url: text,
      phone: text,
      description: text,
      image: one('Image'),
      email: text,
      address: one('Address'),
      otherIdentifier: many('IdentifierEntry'),
      official: text,
      parentOrg: one('Profile'),
      familyName: text,
      givenName: text,
      additionalName: text,
      patronymicName: text,
      honorificPrefix: text,
      honorificSuffix: text,
      familyNamePrefix: text,
      dateOfBirth: text,
    },
  },
  Address: {
    type: 'listed',
    members: {
      addressCountry: text,
      addressCountryCode: text,
      addressRegion: text,
      addressLocality: text,
      streetAddress: text,
      postOfficeBoxNumber: text,
      postalCode: text,
      geo: one('GeoCoordinates'),
    },
  },
  GeoCoordinates: { type: 'exact', members: { latitude: need('number'), longitude: need('number') } },
  Proof: {
    type: 'free',
    members: {
      created: time,
      cryptosuite: text,
      challenge: text,
      domain: text,
      nonce: text,
      proofPurpose: text,
      proofValue: text,
      verificationMethod: text,
    },
  },
  CredentialSchema: { type: 'free', members: { id: needText } },
  CredentialStatus: { type: 'free', members: { id: text } },
  RefreshService: { type: 'free', members: { id: needText } },
  TermsOfUse: { type: 'free', members: { id: text } },
};

export type ClassName =
  | 'Credential'
  | 'EndorsementCredential'
  | 'EndorsementSubject'
  | 'AchievementSubject'
  | 'IdentityObject'
  | 'IdentifierEntry'
  | 'Achievement'
  | 'Alignment'
  | 'Criteria'
  | 'Evidence'
  | 'Image'
  | 'Related'
  | 'Result'
  | 'ResultDescription'
  | 'RubricCriterionLevel'
  | 'Profile'
  | 'Address'
  | 'GeoCoordinates'
  | 'Proof'
  | 'CredentialSchema'
  | 'CredentialStatus'
  | 'RefreshService'
  | 'TermsOfUse';
