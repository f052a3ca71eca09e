{{ stage('visit_findings') }}
