{{ stage('participations') }}
