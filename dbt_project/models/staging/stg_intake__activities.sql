{{ stage('activities') }}
